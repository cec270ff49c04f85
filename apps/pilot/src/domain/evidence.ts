import type { Policy } from '#contracts/policy';
import type {
  Channel,
  ContactStatus,
  IntentionOutcome,
  Judgement,
  Justification,
  LeadEnd,
  LeadOrigin,
  PartnerKind,
} from '#contracts/vocabulary';
import type { LocalDate } from '#domain/local-date';

/**
 * Everything that the figures of one territory are made of: the projected facts, and nothing else. Contacts, offers,
 * leads and recontacts are those of the territory, as `frozen` tells; days are local days of the territory.
 */
export interface Evidence {
  readonly territory: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly policyVersion: number | null;
  readonly policy: Policy;
  readonly partners: readonly Partner[];
  /** Who owes the publication of what it could not fill, and after how many days (BR-65). */
  readonly publicationDuties: readonly { readonly partnerId: string; readonly days: number }[];
  readonly employers: ReadonlyMap<string, Employer>;
  readonly segmentLabels: ReadonlyMap<string, string>;
  readonly contacts: readonly Contact[];
  readonly offers: readonly Offer[];
  readonly leads: readonly Lead[];
  readonly plans: readonly Plan[];
  readonly recontacts: readonly Recontact[];
  readonly feeds: readonly Feed[];
}

export interface Partner {
  readonly partnerId: string;
  readonly code: string;
  readonly kind: PartnerKind;
  readonly name: string;
}

/** An employer with its history: a figure reads what held at the instant that it counts. */
export interface Employer {
  readonly employerId: string;
  readonly siret: string;
  readonly publicName: string | null;
  readonly communeCode: string;
  readonly partialDiffusion: boolean;
  /** In the order of the facts; never empty. */
  readonly states: readonly {
    readonly at: Date;
    readonly territoryId: string | null;
    readonly active: boolean;
  }[];
  readonly segments: readonly { readonly at: Date; readonly segment: string }[];
  /** Partners whose own file holds it. */
  readonly knownBy: readonly string[];
}

/** One visit, call, mail or event, as prospecting judged its last revision. */
export interface Contact {
  readonly visitKey: string;
  readonly employerId: string;
  readonly territoryId: string | null;
  readonly partnerId: string;
  readonly occurredAt: Date;
  readonly on: LocalDate;
  readonly status: ContactStatus;
  readonly channel: Channel;
  readonly judgement: Judgement;
  readonly justification: Justification | null;
  readonly jointWith: readonly string[];
  readonly leadPartnerId: string | null;
  readonly firstContact: boolean;
  readonly planId: string | null;
}

export interface Offer {
  readonly offerId: string;
  readonly employerId: string;
  readonly territoryId: string | null;
  readonly partnerId: string;
  readonly romeCode: string;
  readonly collectedOn: LocalDate;
  readonly commitmentDays: number | null;
  readonly recontactId: string | null;
  readonly steps: readonly OfferStep[];
  readonly publications: readonly Publication[];
}

export type OfferStepKind =
  | 'ENTRUSTED'
  | 'CHANGED'
  | 'FILLED'
  | 'REOPENED'
  | 'PAUSED'
  | 'RESUMED'
  | 'WITHDRAWN'
  | 'EXPIRED';

/** What one fact left of an offer; null where the fact does not say, so that what stood before still stands. */
export interface OfferStep {
  readonly kind: OfferStepKind;
  readonly on: LocalDate;
  readonly open: number | null;
  readonly dueOn: LocalDate | null;
  readonly exempt: string | null;
}

export interface Publication {
  readonly cycle: number;
  readonly orderedOn: LocalDate;
  readonly acknowledged: boolean;
  readonly rejected: boolean;
}

export interface Lead {
  readonly leadId: string;
  readonly employerId: string;
  readonly partnerId: string;
  readonly origin: LeadOrigin;
  readonly planId: string | null;
  readonly territoryId: string;
  readonly on: LocalDate;
  /** When the first lease was opened on it, if any was. */
  readonly takenOn: LocalDate | null;
  readonly endedOn: LocalDate | null;
  readonly endReason: LeadEnd | null;
}

export interface Plan {
  readonly planId: string;
  readonly name: string;
  readonly from: LocalDate;
  /** First day after the plan. */
  readonly until: LocalDate;
  readonly adoptedOn: LocalDate;
  readonly assigned: number;
}

/** The recontact of a communicable answer: no other ever comes here (BR-53). */
export interface Recontact {
  readonly recontactId: string;
  /** Absent once its campaign was purged (BR-59). */
  readonly employerId: string | null;
  /** Stands for the establishment when outcomes are counted, also after the purge. */
  readonly respondent: string;
  /** The territory of the purged campaign, which then stands for the employer's. */
  readonly purgedIn: string | null;
  readonly campaignId: string;
  readonly fapCode: string;
  readonly positions: number;
  readonly dueAt: Date;
  readonly dueOn: LocalDate;
  readonly assignedOn: LocalDate | null;
  readonly partnerId: string | null;
  readonly closedOn: LocalDate | null;
  readonly outcome: IntentionOutcome | null;
  readonly stillOpen: number;
}

/** What came from a partner: when last, and how many things a day (a late one on the day when it happened). */
export interface Feed {
  readonly partnerId: string;
  readonly lastAt: Date;
  readonly days: readonly { readonly on: LocalDate; readonly count: number }[];
}
