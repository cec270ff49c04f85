import { EntitySchema } from 'typeorm';
import type { Publication } from '../domain/publication';

export type PublicationRow = Publication & { readonly alertAt: Date | null };

export const PublicationSchema = new EntitySchema<PublicationRow>({
  name: 'publication',
  columns: {
    offerId: { type: 'uuid', name: 'offer_id', primary: true },
    cycle: { type: 'integer', primary: true },
    employerId: { type: 'uuid', name: 'employer_id' },
    state: { type: 'text' },
    wanted: { type: 'text' },
    positions: { type: 'integer' },
    revision: { type: 'integer' },
    attempts: { type: 'integer' },
    dueAt: { type: 'timestamptz', name: 'due_at' },
    orderedAt: { type: 'timestamptz', name: 'ordered_at' },
    wishedAt: { type: 'timestamptz', name: 'wished_at' },
    nextAttemptAt: { type: 'timestamptz', name: 'next_attempt_at', nullable: true },
    receipt: { type: 'text', nullable: true },
    reason: { type: 'text', nullable: true },
    acknowledgedAt: { type: 'timestamptz', name: 'acknowledged_at', nullable: true },
    retractedAt: { type: 'timestamptz', name: 'retracted_at', nullable: true },
    alertedAt: { type: 'timestamptz', name: 'alerted_at', nullable: true },
    alertAt: { type: 'timestamptz', name: 'alert_at', nullable: true },
  },
});
