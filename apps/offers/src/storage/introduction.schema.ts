import { EntitySchema } from 'typeorm';
import type { Introduction } from '../domain/introduction';

export const IntroductionSchema = new EntitySchema<Introduction>({
  name: 'introduction',
  columns: {
    introductionId: { type: 'uuid', name: 'introduction_id', primary: true },
    offerId: { type: 'uuid', name: 'offer_id' },
    employerId: { type: 'uuid', name: 'employer_id' },
    partnerId: { type: 'uuid', name: 'partner_id' },
    collectorId: { type: 'uuid', name: 'collector_id' },
    candidateRef: { type: 'text', name: 'candidate_ref' },
    state: { type: 'text' },
    reason: { type: 'text', nullable: true },
    madeAt: { type: 'timestamptz', name: 'made_at' },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
    silentAt: { type: 'timestamptz', name: 'silent_at', nullable: true },
  },
});
