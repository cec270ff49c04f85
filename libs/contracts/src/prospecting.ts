import { Fact } from './contract';
import { Code, Count, Day, Flag, Id, Ids, Instant, Label, OneOf, Optional, SiretField } from './fields';
import {
  CHANNELS,
  type Channel,
  CONTACT_STATUSES,
  type ContactStatus,
  INITIATIVES,
  type Initiative,
  JUDGEMENTS,
  JUSTIFICATIONS,
  type Judgement,
  type Justification,
  LEAD_ENDS,
  LEAD_ORIGINS,
  LEASE_ENDS,
  type LeadEnd,
  type LeadOrigin,
  type LeaseEnd,
  OPT_OUT_PURPOSES,
  type OptOutPurpose,
  UNASSIGNED_REASONS,
  type UnassignedReason,
} from './vocabulary';

@Fact('prospecting', 'PlanAdopted.v1', 'The body adopted a concerted plan; its leads follow.', 'planId')
export class PlanAdopted {
  @Id() planId: string;
  @Id() territoryId: string;
  @Label() name: string;
  @Day() from: string;
  /** First day after the plan. */
  @Day() until: string;
  @Count() policyVersion: number;
  @Optional() @Id() segmentationId?: string | null;
  @Count() assigned: number;
  @Count() unassigned: number;
  /** Pairs of the plan that somebody else led already: reported, never stolen. */
  @Count() alreadyHeld: number;
}

@Fact(
  'prospecting',
  'PlanClosed.v1',
  'The plan’s period is over; unvisited leads return to the pool.',
  'planId',
)
export class PlanClosed {
  @Id() planId: string;
  @Id() territoryId: string;
  @Day() closedOn: string;
}

@Fact('prospecting', 'PlanEvaluated.v1', 'What the plan did: held against planned.', 'planId')
export class PlanEvaluated {
  @Id() planId: string;
  @Id() territoryId: string;
  @Count() planned: number;
  @Count() held: number;
  /** Employers reached that no partner had contacted in the months before (BR-98). */
  @Count() newEmployersReached: number;
  /** Employers reached in the period that were in nobody’s plan. */
  @Count() reachedOutsidePlan: number;
}

@Fact('prospecting', 'LeadGranted.v1', 'From now on this partner, and no other, solicits this employer.')
export class LeadGranted {
  @Id() leadId: string;
  @Id() employerId: string;
  @Id() territoryId: string;
  @Id() partnerId: string;
  @Optional() @Id() unitId?: string | null;
  @OneOf(LEAD_ORIGINS) origin: LeadOrigin;
  @Optional() @Id() planId?: string | null;
  @Instant() from: string;
  @Instant() until: string;
  @Count() policyVersion: number;
  /** The one line of why, made of our own words and numbers. */
  @Label(400) because: string;
}

@Fact('prospecting', 'LeadEnded.v1', 'The partner no longer leads this employer.')
export class LeadEnded {
  @Id() leadId: string;
  @Id() employerId: string;
  @Id() territoryId: string;
  @Id() partnerId: string;
  @OneOf(LEAD_ENDS) reason: LeadEnd;
  @Instant() endedAt: string;
}

@Fact('prospecting', 'LeaseOpened.v1', 'An agent took the prospect.')
export class LeaseOpened {
  @Id() leaseId: string;
  @Id() leadId: string;
  @Id() employerId: string;
  @Id() territoryId: string;
  @Id() partnerId: string;
  @Id() agentId: string;
  @Instant() until: string;
}

@Fact('prospecting', 'LeaseEnded.v1', 'The agent no longer holds the prospect.')
export class LeaseEnded {
  @Id() leaseId: string;
  @Id() leadId: string;
  @Id() employerId: string;
  @Id() territoryId: string;
  @Id() partnerId: string;
  @OneOf(LEASE_ENDS) reason: LeaseEnd;
  @Instant() endedAt: string;
}

@Fact('prospecting', 'ProspectUnassigned.v1', 'Nobody leads this prospect, and why.')
export class ProspectUnassigned {
  @Id() employerId: string;
  @Id() territoryId: string;
  @Optional() @Id() planId?: string | null;
  @OneOf(UNASSIGNED_REASONS) reason: UnassignedReason;
}

@Fact(
  'prospecting',
  'ContactRecorded.v1',
  'A reported contact as judged: the whole of the visit after this report.',
)
export class ContactRecorded {
  @Id() reportId: string;
  @Id() employerId: string;
  @Optional() @Id() territoryId?: string | null;
  @Id() partnerId: string;
  @Optional() @Id() unitId?: string | null;
  @SiretField() siret: string;
  /** One row a visit: partner + its own visit id. */
  @Code(200) visitKey: string;
  @Count() revision: number;
  @Instant() occurredAt: string;
  @OneOf(CONTACT_STATUSES) status: ContactStatus;
  @OneOf(CHANNELS) channel: Channel;
  @OneOf(INITIATIVES) initiative: Initiative;
  @OneOf(JUDGEMENTS) judgement: Judgement;
  @Optional() @OneOf(JUSTIFICATIONS) justification?: Justification | null;
  @Optional() @Ids() jointWith?: string[] | null;
  /** Who led the employer at `occurredAt`, if anybody. */
  @Optional() @Id() leadPartnerId?: string | null;
  /** First contact of any partner in the months of BR-98: a new employer reached. */
  @Flag() firstContact: boolean;
  @Optional() @Id() planId?: string | null;
  /** Until when other partners may not solicit because of this contact. */
  @Optional() @Instant() coolDownUntil?: string | null;
  @Flag() backfill: boolean;
}

@Fact(
  'prospecting',
  'ContactQuarantined.v1',
  'The contact waits for its employer to be known (BR-50).',
  'siret',
)
export class ContactQuarantined {
  @Id() reportId: string;
  @Id() partnerId: string;
  @SiretField() siret: string;
}

@Fact('prospecting', 'ContactRefused.v1', 'The report could not be applied, and why.', 'siret')
export class ContactRefused {
  @Id() reportId: string;
  @Id() partnerId: string;
  @SiretField() siret: string;
  @Code() reason: string;
}

@Fact('prospecting', 'OptOutRecorded.v1', 'The employer opposed being solicited (BR-110).')
export class OptOutRecorded {
  @Id() optOutId: string;
  @Id() employerId: string;
  @OneOf(OPT_OUT_PURPOSES) purpose: OptOutPurpose;
  /** Absent: all partners. */
  @Optional() @Id() partnerId?: string | null;
  @Instant() recordedAt: string;
}

@Fact('prospecting', 'OptOutLifted.v1', 'The employer itself asked for the end of its opposition (BR-111).')
export class OptOutLifted {
  @Id() optOutId: string;
  @Id() employerId: string;
  @Instant() liftedAt: string;
}

@Fact('prospecting', 'RecontactAssigned.v1', 'Who recontacts a BMO respondent, and from when (BR-55).')
export class RecontactAssigned {
  @Id() recontactId: string;
  @Id() employerId: string;
  @Id() partnerId: string;
  @Optional() @Id() unitId?: string | null;
  /** A call and not a visit, when the hiring month comes before the end of the cool-down. */
  @Flag() callOnly: boolean;
  @Instant() notBefore: string;
}
