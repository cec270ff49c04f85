import type { Network } from './dashboard';

/** UNKNOWN is the page's own: no answer came. */
export type Colour = 'GREEN' | 'AMBER' | 'RED' | 'UNKNOWN';

/** GET /v1/worklist: what an agent has to take, has in hand, has closed. */
export interface Worklist {
  asOf: string;
  counts: { toTake: number; inProgress: number; closed: number };
  /** Questions of the conflict desk that wait for your answer. */
  openQuestions: number;
  items: Prospect[];
}

export type ProspectState = 'TO_TAKE' | 'IN_PROGRESS' | 'CLOSED';

/** Where a prospect stands in the list: one in progress whose visit has a day is apart. */
export type Box = ProspectState | 'PLANNED';

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
    /** Its switchboard, where a service knows one. */
    phone?: string | null;
  };
  because: string;
  light: { colour: Exclude<Colour, 'UNKNOWN'>; reason: string; nextFreeDate: string | null };
  lastContact: { network: Network; on: string } | null;
  /** The first instant that is too late. */
  respondBy: string | null;
  leaseUntil: string | null;
  /** When your unit was reminded that it has not answered (BR-28). */
  remindedAt: string | null;
  /** Since when it is in your unit's queue, because whoever held it left (BR-35). */
  queuedAt: string | null;
  /** The later day that the employer asked for (BR-29). */
  employerAskedFor: string | null;
  /** `agentAway`: whoever would hold it is away on that day, or left (BR-36). */
  plannedVisit: { at: string; agentAway: boolean } | null;
  /** The last contact that another network held while yours leads: for information. */
  contactByAnother: { network: Network; on: string; justification: Justification | null } | null;
  origin: 'PLAN' | 'NEXT_PARTNER' | 'RESERVATION' | 'RECONTACT' | 'ARBITRATION';
  /** A BMO intention to take up again; `callOnly`: by phone, not by a visit (BR-55). */
  recontact: { positions: number; callOnly: boolean } | null;
}

export type Justification = 'JOINT_VISIT' | 'EMPLOYER_REQUEST' | 'OFFER_FOLLOW_UP' | 'ARBITRATION';

/** GET /v1/conflicts?state=OPEN: what Concerto cannot know and asks; /:id/answer { answer }. */
export interface Questions {
  asOf: string;
  items: Question[];
}

export interface Question {
  conflictId: string;
  question: string;
  employer: Pick<Prospect['employer'], 'employerId' | 'siret' | 'publicName' | 'communeName'>;
  /** From then on the rule decides. */
  answerBy: string;
  /** What may be answered; empty when the coordination alone settles. */
  choices: { value: string; words: string }[];
  ownAnswer: string | null;
}

/** GET /v1/conflicts/:id: what each side declared; of another partner, the network and the day. */
export interface QuestionSides {
  sides: { own: boolean; network: Network | null; on: string | null }[];
}

/** What a refused claim proposes instead (BR-32). */
export interface NextProspect {
  leadId: string;
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
