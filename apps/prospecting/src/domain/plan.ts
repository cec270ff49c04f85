import { Refused } from '#domain/refused';

export const PLAN_STATES = ['DRAFT', 'SUBMITTED', 'ADOPTED', 'RUNNING', 'CLOSED', 'EVALUATED'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** A member's voices, as recorded from the minutes of the steering body. */
export interface CastVoices {
  readonly partnerId: string;
  readonly voices: number;
  readonly inFavour: boolean;
  /** A short word of the member's, kept in this service (BR-114). */
  readonly remark: string | null;
  readonly recordedAt: string;
}

/** What a member of the body says of a submitted plan. */
export type Said = Pick<CastVoices, 'partnerId' | 'inFavour' | 'remark'>;

/** A concerted plan of a territory for a period `[from, until)` of local days. */
export interface Plan {
  readonly planId: string;
  readonly territoryId: string;
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly state: PlanState;
  readonly version: number;
  /** Once allocated: the policy and segmentation that made it, and the hash of its frozen inputs. */
  readonly policyVersion: number | null;
  readonly segmentationId: string | null;
  readonly inputsHash: string | null;
  readonly voices: readonly CastVoices[];
  readonly adoptedAt: Date | null;
  readonly closedOn: string | null;
}

/** The steering body, as partnership tells it. */
export interface Body {
  readonly members: readonly { partnerId: string; voices: number }[];
  readonly quorum: number;
}

/** A draft is worked on until it is submitted. */
export function allocatedPlan(
  plan: Plan,
  made: { policyVersion: number; segmentationId: string | null; inputsHash: string },
): Plan {
  mustBe(plan, ['DRAFT'], 'Ce plan a été soumis : il ne se calcule plus. Préparez un nouveau projet.');
  return next(plan, made);
}

/** Only a draft changes: neither its rules nor its pins move under the eyes of the body. */
export const mustBeDraft = (plan: Plan): void =>
  mustBe(plan, ['DRAFT'], 'Ce plan a été soumis : il ne change plus. Préparez un nouveau projet.');

/** A draft planned again on the same evidence, under other wishes. */
export const replanned = (plan: Plan, inputsHash: string): Plan => next(plan, { inputsHash });

export function submitted(plan: Plan): Plan {
  mustBe(plan, ['DRAFT'], 'Ce plan a déjà été soumis.');
  if (!plan.inputsHash)
    throw new Refused(
      'plan-not-allocated',
      'Calculez d’abord les attributions de ce plan, puis soumettez-le.',
    );
  return next(plan, { state: 'SUBMITTED' });
}

/** Records a member's voices; the last word of a member counts. */
export function voiced(plan: Plan, body: Body, said: Said, now: Date): Plan {
  mustBe(plan, ['SUBMITTED'], 'Les voix se recueillent sur un plan soumis.');
  const member = body.members.find((one) => one.partnerId === said.partnerId);
  if (!member)
    throw new Refused(
      'not-a-member',
      'Ce partenaire n’a pas de voix au comité de pilotage de ce territoire.',
    );
  const others = plan.voices.filter((one) => one.partnerId !== said.partnerId);
  const cast = { ...said, voices: member.voices, recordedAt: now.toISOString() };
  return next(plan, { voices: [...others, cast] });
}

/** Adopted when the quorum of voices was cast and more are for than against; running from its first day on. */
export function adopted(plan: Plan, body: Body, now: Date, today: string): Plan {
  mustBe(plan, ['SUBMITTED'], 'Seul un plan soumis peut être adopté.');
  const count = (inFavour: boolean) =>
    plan.voices.filter((one) => one.inFavour === inFavour).reduce((sum, one) => sum + one.voices, 0);
  const [inFavour, against] = [count(true), count(false)];
  if (inFavour + against < body.quorum)
    throw new Refused(
      'no-quorum',
      `Le quorum n’est pas atteint : ${inFavour + against} voix sur ${body.quorum} nécessaires.`,
    );
  if (inFavour <= against)
    throw new Refused(
      'plan-rejected',
      `Le comité n’a pas adopté ce plan : ${inFavour} voix pour, ${against} contre.`,
    );
  if (plan.until <= today) throw new Refused('plan-over', 'La période de ce plan est déjà passée.');
  return next(plan, { state: plan.from <= today ? 'RUNNING' : 'ADOPTED', adoptedAt: now });
}

/** The plan begins on its first day, and closes on the first day after it (BR-42); nothing between. */
export function turned(plan: Plan, today: string): Plan {
  if (plan.state === 'ADOPTED' && plan.from <= today && today < plan.until)
    return next(plan, { state: 'RUNNING' });
  const over = (plan.state === 'ADOPTED' || plan.state === 'RUNNING') && plan.until <= today;
  return over ? closed(plan, today) : plan;
}

export function closed(plan: Plan, today: string): Plan {
  mustBe(plan, ['ADOPTED', 'RUNNING'], 'Seul un plan adopté peut être clos.');
  return next(plan, { state: 'CLOSED', closedOn: today });
}

export function evaluated(plan: Plan): Plan {
  mustBe(plan, ['CLOSED', 'EVALUATED'], 'Un plan s’évalue une fois clos.');
  return next(plan, { state: 'EVALUATED' });
}

/** What a plan came to: held against planned, and what was reached beside it (BR-98). */
export interface Evaluation {
  readonly planned: number;
  readonly held: number;
  readonly newEmployersReached: number;
  readonly reachedOutsidePlan: number;
}

/** A held visit of the period, as an evaluation reads it. */
export interface HeldVisit {
  readonly employerId: string;
  readonly partnerId: string;
  readonly firstContact: boolean;
}

/** One pure count over the plan's pairs and the visits held in its period; an employer counts once. */
export function evaluationOf(
  pairs: readonly { employerId: string; partnerId: string }[],
  held: readonly HeldVisit[],
): Evaluation {
  const leads = new Map(pairs.map((pair) => [pair.employerId, pair.partnerId]));
  const employers = (which: (visit: HeldVisit) => boolean) =>
    new Set(held.filter(which).map((visit) => visit.employerId)).size;
  return {
    planned: pairs.length,
    held: employers((visit) => leads.get(visit.employerId) === visit.partnerId),
    newEmployersReached: employers((visit) => visit.firstContact),
    reachedOutsidePlan: employers((visit) => !leads.has(visit.employerId)),
  };
}

function mustBe(plan: Plan, states: readonly PlanState[], otherwise: string): void {
  if (!states.includes(plan.state)) throw new Refused('plan-state', otherwise);
}

const next = (plan: Plan, change: Partial<Plan>): Plan => ({ ...plan, ...change, version: plan.version + 1 });
