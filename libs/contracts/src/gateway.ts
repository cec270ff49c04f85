import { Fact } from './contract';
import { Code, Count, Flag, Id, Ids, Instant, OneOf, Optional, SiretField } from './fields';
import {
  CHANNELS,
  type Channel,
  CONTACT_STATUSES,
  type ContactStatus,
  INITIATIVES,
  type Initiative,
} from './vocabulary';

/** As received, less personal data and free text; the gateway's own id of the report makes it single for ever. */
@Fact('gateway', 'ContactReported.v1', 'A partner reported a contact with an employer.', 'siret as received')
export class ContactReported {
  /** The gateway's id of this event of this partner. */
  @Id() reportId: string;
  @Id() partnerId: string;
  @Optional() @Id() unitId?: string | null;
  @Optional() @Id() agentId?: string | null;
  @Code() sourceSystem: string;
  /** The partner's own id of the event (BR-45). */
  @Code(128) eventId: string;
  @Code(128) visitId: string;
  /** The partner's revision of the visit; the fold goes in its order (BR-47, BR-49). */
  @Count() revision: number;
  @SiretField() siret: string;
  @Instant() occurredAt: string;
  @Instant() receivedAt: string;
  @OneOf(CONTACT_STATUSES) status: ContactStatus;
  @OneOf(CHANNELS) channel: Channel;
  @OneOf(INITIATIVES) initiative: Initiative;
  /** Other partners at a joint visit (BR-39). */
  @Optional() @Ids() jointWith?: string[] | null;
  /** "Not now" as the employer asked, when it did (BR-30). */
  @Optional() @Instant() notBefore?: string | null;
  /** "Not now", without a date: the policy says for how long (BR-30). */
  @Optional() @Flag() notNow?: boolean | null;
  /** First load of a partner: history and evidence only (BR-122). */
  @Flag() backfill: boolean;
}

@Fact(
  'gateway',
  'EventRejected.v1',
  'What a partner sent could not be read or stands against BR-45 or BR-47.',
  'partnerId',
)
export class EventRejected {
  @Id() rejectionId: string;
  @Id() partnerId: string;
  @Optional() @Code(128) eventId?: string | null;
  @Code() reason: string;
  @Instant() receivedAt: string;
}
