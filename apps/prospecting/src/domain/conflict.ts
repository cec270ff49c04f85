import type { Policy } from '#contracts/policy';
import { addDays, addWorkingDays, localDateOf } from '#domain/local-date';
import { Invalid, Refused } from '#domain/refused';
import type { Calendar } from './ladder';
import { midnight } from './midnight';

/** What partners or the coordination must say, for Concerto cannot know it. */
export const CONFLICT_KINDS = [
  'JOINT_OR_REDUNDANT',
  'POSSIBLE_DUPLICATE',
  'OPT_OUT_QUESTION',
  'TWO_PARTNERS_ONE_EMPLOYER',
  'DIVERGING_SIRET',
  'CLOSURE_TO_CONFIRM',
  'DUPLICATE_TO_CONFIRM',
] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

export const CONFLICT_OUTCOMES = [
  'JOINT',
  'SAME',
  'SEPARATE',
  'OPT_OUT',
  'NOT_NOW',
  'NO_OPPOSITION',
  'EACH_ITS_OFFER',
  'LEAD_TO',
  'FIRST_SIRET',
  'OTHER_SIRET',
  'IS_CLOSED',
  'STILL_OPEN',
  'IS_DUPLICATE',
  'NO_DUPLICATE',
] as const;
export type ConflictOutcome = (typeof CONFLICT_OUTCOMES)[number];

export const CONFLICT_STATES = ['OPEN', 'ANSWERED', 'SETTLED', 'DECIDED_BY_RULE', 'WITHDRAWN'] as const;
export type ConflictState = (typeof CONFLICT_STATES)[number];

export interface Answer {
  readonly partnerId: string;
  readonly answer: ConflictOutcome;
  readonly answeredAt: Date;
}

/** A question of the desk. `partnerIds` are those it concerns; each may answer once the kind lets partners answer. */
export interface Conflict {
  readonly conflictId: string;
  readonly kind: ConflictKind;
  readonly employerId: string;
  readonly territoryId: string | null;
  readonly subject: string;
  readonly partnerIds: readonly string[];
  readonly unitIds: readonly string[];
  readonly openedAt: Date;
  readonly answerBy: Date;
  readonly state: ConflictState;
  readonly outcome: ConflictOutcome | null;
  /** With LEAD_TO: to whom. */
  readonly outcomePartnerId: string | null;
  readonly settledAt: Date | null;
  readonly answers: readonly Answer[];
}

interface Kind {
  /** What partners may answer; nothing when the coordination alone settles. */
  readonly answers: readonly ConflictOutcome[];
  /** What the coordination may decide. */
  readonly settlements: readonly ConflictOutcome[];
  /** What silence means. */
  readonly silence: ConflictOutcome;
  /** The outcome that stands only when everybody asked says so; any other answer decides by itself. */
  readonly unanimous: ConflictOutcome | null;
}

/** BR-46, BR-33, BR-24, BR-05: who may say what, and what silence means. */
export const KINDS: Readonly<Record<ConflictKind, Kind>> = {
  JOINT_OR_REDUNDANT: {
    answers: ['JOINT', 'SEPARATE'],
    settlements: ['JOINT', 'SEPARATE'],
    silence: 'SEPARATE',
    unanimous: 'JOINT',
  },
  POSSIBLE_DUPLICATE: {
    answers: ['SAME', 'SEPARATE'],
    settlements: ['SAME', 'SEPARATE'],
    silence: 'SEPARATE',
    unanimous: null,
  },
  // An employer that refused is left in peace for as long as after « pas maintenant » when nobody says more.
  OPT_OUT_QUESTION: {
    answers: ['OPT_OUT', 'NOT_NOW', 'NO_OPPOSITION'],
    settlements: ['OPT_OUT', 'NOT_NOW', 'NO_OPPOSITION'],
    silence: 'NOT_NOW',
    unanimous: null,
  },
  TWO_PARTNERS_ONE_EMPLOYER: {
    answers: [],
    settlements: ['EACH_ITS_OFFER', 'LEAD_TO'],
    silence: 'EACH_ITS_OFFER',
    unanimous: null,
  },
  DIVERGING_SIRET: {
    answers: ['FIRST_SIRET', 'OTHER_SIRET'],
    settlements: ['FIRST_SIRET', 'OTHER_SIRET'],
    silence: 'FIRST_SIRET',
    unanimous: null,
  },
  // Whoever gave it back would be its own second source (BR-09): the coordination says.
  CLOSURE_TO_CONFIRM: {
    answers: [],
    settlements: ['IS_CLOSED', 'STILL_OPEN'],
    silence: 'STILL_OPEN',
    unanimous: null,
  },
  DUPLICATE_TO_CONFIRM: {
    answers: [],
    settlements: ['IS_DUPLICATE', 'NO_DUPLICATE'],
    silence: 'NO_DUPLICATE',
    unanimous: null,
  },
};

/** Nobody is sent to the employer while these are asked (BR-33). */
export const KEEPS_EVERYBODY_AWAY: readonly ConflictKind[] = [
  'OPT_OUT_QUESTION',
  'CLOSURE_TO_CONFIRM',
  'DUPLICATE_TO_CONFIRM',
];

/** BR-46: the end of the last working day on which to answer; BR-09: a closure has longer to be confirmed. */
export function answerBy(kind: ConflictKind, now: Date, policy: Policy, { zone, region }: Calendar): Date {
  if (kind === 'CLOSURE_TO_CONFIRM' || kind === 'DUPLICATE_TO_CONFIRM')
    return midnight(addDays(localDateOf(now, zone), policy.toConfirmWithinDays + 1), zone);
  const last = addWorkingDays(localDateOf(now, zone), policy.conflictAnswerWorkingDays, region);
  return midnight(addDays(last, 1), zone);
}

/** A partner's word; it may be changed until the question is settled. Settles when nothing is left to wait for. */
export function answered(
  conflict: Conflict,
  partnerId: string,
  answer: ConflictOutcome,
  now: Date,
): Conflict {
  mustBeOpen(conflict);
  const { answers, unanimous } = KINDS[conflict.kind];
  if (answers.length === 0)
    throw new Refused(
      'coordination-settles',
      'La coordination tranche cette question : adressez-lui vos éléments.',
    );
  if (!answers.includes(answer))
    throw new Invalid('answer-unknown', `Répondez par l’une de ces valeurs : ${answers.join(', ')}.`);
  const others = conflict.answers.filter((one) => one.partnerId !== partnerId);
  const all = [...others, { partnerId, answer, answeredAt: now }];
  const told = { ...conflict, answers: all };
  if (answer !== unanimous) return { ...told, state: 'ANSWERED', outcome: answer, settledAt: now };
  const everybody = conflict.partnerIds.every((one) =>
    all.some((said) => said.partnerId === one && said.answer === unanimous),
  );
  return everybody ? { ...told, state: 'ANSWERED', outcome: answer, settledAt: now } : told;
}

/** The coordination decides, whatever was answered so far. */
export function settled(
  conflict: Conflict,
  outcome: ConflictOutcome,
  outcomePartnerId: string | null,
  now: Date,
): Conflict {
  mustBeOpen(conflict);
  const { settlements } = KINDS[conflict.kind];
  if (!settlements.includes(outcome))
    throw new Invalid('outcome-unknown', `Tranchez par l’une de ces valeurs : ${settlements.join(', ')}.`);
  if ((outcome === 'LEAD_TO') !== (outcomePartnerId !== null))
    throw new Invalid('lead-to-whom', 'Dites quel partenaire devient chef de file (partnerId).');
  if (outcomePartnerId !== null && !conflict.partnerIds.includes(outcomePartnerId))
    throw new Invalid('not-concerned', 'Choisissez l’un des partenaires concernés par cette question.');
  return { ...conflict, state: 'SETTLED', outcome, outcomePartnerId, settledAt: now };
}

/** What the rule decides of a question that stayed without an answer; the same question when it is not yet due. */
export function decidedByRule(conflict: Conflict, now: Date): Conflict {
  if (conflict.state !== 'OPEN' || now < conflict.answerBy) return conflict;
  return { ...conflict, state: 'DECIDED_BY_RULE', outcome: KINDS[conflict.kind].silence, settledAt: now };
}

function mustBeOpen(conflict: Conflict): void {
  if (conflict.state === 'OPEN') return;
  throw new Refused('conflict-settled', 'Cette question est déjà réglée : rechargez la liste.');
}
