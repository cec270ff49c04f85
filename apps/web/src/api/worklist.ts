import type { Network } from './dashboard';

/** UNKNOWN is the page's own: no answer came. */
export type Colour = 'GREEN' | 'AMBER' | 'RED' | 'UNKNOWN';

/** GET /v1/worklist: what an agent has to take, has in hand, has closed. */
export interface Worklist {
  asOf: string;
  counts: { toTake: number; inProgress: number; closed: number };
  items: Prospect[];
}

export type ProspectState = 'TO_TAKE' | 'IN_PROGRESS' | 'CLOSED';

export interface Prospect {
  leadId: string;
  leaseId: string | null;
  state: ProspectState;
  employer: {
    employerId: string;
    siret: string;
    /** null for a sole trader: the page shows the SIRET. */
    publicName: string | null;
    communeCode: string;
    communeName: string;
    nafCode: string;
    nafLabel: string;
    headcountBand: string;
    headcountLabel: string;
    segment: string | null;
  };
  because: string;
  light: { colour: Exclude<Colour, 'UNKNOWN'>; reason: string; nextFreeDate: string | null };
  lastContact: { network: Network; on: string } | null;
  /** The first instant that is too late. */
  respondBy: string | null;
  leaseUntil: string | null;
  origin: 'PLAN' | 'NEXT_PARTNER' | 'RESERVATION' | 'RECONTACT' | 'ARBITRATION';
  /** A BMO intention to take up again; `callOnly`: by phone, not by a visit (BR-55). */
  recontact: { positions: number; callOnly: boolean } | null;
}

/** GET /v1/can-i-visit?siret= */
export interface MayIGo {
  asOf: string;
  siret: string;
  colour: Colour;
  reason: string;
  nextFreeDate: string | null;
  employer: { publicName: string | null; communeName: string | null } | null;
}

/** BR-33. */
export const RELEASE_REASONS = [
  'NO_CAPACITY',
  'NOT_OUR_EMPLOYER',
  'CONFLICT_OF_INTEREST',
  'EMPLOYER_REFUSED',
  'CLOSED',
  'DUPLICATE',
  'OTHER',
] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

/** POST /v1/visits: the same door as a partner's own software. */
export interface VisitReport {
  eventId: string;
  visitId: string;
  revision: number;
  sourceSystem: 'concerto';
  siret: string;
  occurredAt: string;
  status: 'PLANNED' | 'HELD' | 'NO_SHOW' | 'CANCELLED' | 'NO_ANSWER';
  channel: 'VISIT' | 'CALL' | 'MAIL' | 'EVENT';
  initiative: 'PARTNER' | 'EMPLOYER' | 'OFFER_FOLLOW_UP' | 'ARBITRATION';
  notBefore?: string;
}

/** GET /v1/visits/:eventId: what became of a report. */
export interface VisitFate {
  outcome: 'RECEIVED' | 'APPLIED' | 'FLAGGED' | 'QUARANTINED' | 'REFUSED';
  /** One sentence that says why. */
  because: string;
}
