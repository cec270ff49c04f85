/** The closed lists that facts and doors share; identifiers of domain.md section 3. */
export const PARTNER_KINDS = [
  'POLE_EMPLOI',
  'MISSION_LOCALE',
  'PLIE',
  'CAP_EMPLOI',
  'SIAE',
  'CHAMBER',
  'OPCA',
  'MAISON_EMPLOI',
  'LOCAL_AUTHORITY',
] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

/** The segment that every rule set gives to establishments that no plan may take (BR-10, closed, no longer employing). */
export const NOT_PROSPECTED = 'NOT_PROSPECTED';

export const COMMITMENTS = [
  'PUBLISH_UNFILLED_AFTER',
  'CONCERTED_PLAN',
  'OETH_OFFER_ACCESS',
  'SHARE_EMPLOYER_FILE',
  'BMO_COMMUNICATION',
] as const;
export type CommitmentKind = (typeof COMMITMENTS)[number];

/** What a partner's file says of its relation with an employer, strongest evidence last (BR-21). */
export const RELATIONS = ['DECLARED', 'CONTACT', 'NAMED_CONTACT', 'OFFER', 'CONVENTION', 'HIRE'] as const;
export type Relation = (typeof RELATIONS)[number];

export const CHANNELS = ['VISIT', 'CALL', 'MAIL', 'EVENT'] as const;
export type Channel = (typeof CHANNELS)[number];

export const CONTACT_STATUSES = ['PLANNED', 'HELD', 'NO_SHOW', 'CANCELLED', 'NO_ANSWER'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

/** Who wanted the contact, and why: only PARTNER is prospecting (BR-31, BR-37). */
export const INITIATIVES = ['PARTNER', 'EMPLOYER', 'OFFER_FOLLOW_UP', 'ARBITRATION'] as const;
export type Initiative = (typeof INITIATIVES)[number];

export const JUDGEMENTS = ['EXPECTED', 'REDUNDANT', 'JUSTIFIED', 'NOT_PROSPECTING', 'WITHDRAWN'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

export const JUSTIFICATIONS = ['JOINT_VISIT', 'EMPLOYER_REQUEST', 'OFFER_FOLLOW_UP', 'ARBITRATION'] as const;
export type Justification = (typeof JUSTIFICATIONS)[number];

export const LEAD_ORIGINS = ['PLAN', 'NEXT_PARTNER', 'RESERVATION', 'RECONTACT', 'ARBITRATION'] as const;
export type LeadOrigin = (typeof LEAD_ORIGINS)[number];

export const LEAD_ENDS = [
  'DECLINED',
  'LEASE_EXPIRED',
  'RELEASED',
  'PLAN_CLOSED',
  'RESERVATION_OVER',
  'RECONTACT_OVER',
  'OPTED_OUT',
  'EMPLOYER_CLOSED',
  'ARBITRATED',
  'MOVED_OUT',
  'ARBITRATION_OVER',
] as const;
export type LeadEnd = (typeof LEAD_ENDS)[number];

export const LEASE_ENDS = [
  'RELEASED',
  'EXPIRED',
  'VISITED',
  'LEAD_ENDED',
  'AGENT_LEFT',
  'REASSIGNED',
] as const;
export type LeaseEnd = (typeof LEASE_ENDS)[number];

/** Why an agent declines or gives a prospect back (BR-33). */
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

export const UNASSIGNED_REASONS = [
  'CAPACITY_EXHAUSTED',
  'DECLINED_BY_ALL',
  'COOL_DOWN',
  'CONTACT_BUDGET',
  'OPTED_OUT',
  'NO_PARTNER_COVERS',
] as const;
export type UnassignedReason = (typeof UNASSIGNED_REASONS)[number];

export const OPT_OUT_PURPOSES = ['PROSPECTING', 'BMO_RECONTACT', 'PUBLICATION', 'ALL'] as const;
export type OptOutPurpose = (typeof OPT_OUT_PURPOSES)[number];

/** On what ground an offer is reserved; only LAW and CONTRACT stand against the duty to publish (BR-72). */
export const RESERVATION_BASES = ['LAW', 'CONTRACT', 'PARTNER_PRACTICE'] as const;
export type ReservationBasis = (typeof RESERVATION_BASES)[number];

export const OETH_SOURCES = ['PE_ADVISOR', 'EMPLOYER_DECLARED', 'CERTIFIED'] as const;
export type OethSource = (typeof OETH_SOURCES)[number];

export const INTRODUCTION_OUTCOMES = ['HIRED', 'REFUSED', 'WITHDRAWN', 'NO_ANSWER', 'DUPLICATE'] as const;
export type IntroductionOutcome = (typeof INTRODUCTION_OUTCOMES)[number];

/** Outcomes of a hiring intention (BR-52). */
export const INTENTION_OUTCOMES = [
  'HIRED',
  'PARTLY_HIRED',
  'STILL_OPEN',
  'POSTPONED',
  'DROPPED',
  'FILLED_OTHERWISE',
  'UNREACHABLE',
  'REFUSED_TO_ANSWER',
] as const;
export type IntentionOutcome = (typeof INTENTION_OUTCOMES)[number];
