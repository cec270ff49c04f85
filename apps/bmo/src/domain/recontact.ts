import { PositionFoundOpen, RecontactClosed, RecontactDue, RecontactWithdrawn } from '#contracts/bmo';
import { factOf } from '#contracts/contract';
import type { Policy } from '#contracts/policy';
import type { IntentionOutcome } from '#contracts/vocabulary';
import { type Decision, decided, unchanged } from '#domain/decision';
import type { LocalDate } from '#domain/local-date';
import { Refused } from '#domain/refused';
import { type Answer, settledAnswer } from './answer';

/** A communicable answer that has fallen due: only what a partner may know of it (BR-53). */
export interface Recontact {
  readonly recontactId: string;
  readonly campaignId: string;
  readonly employerId: string;
  readonly territoryId: string;
  readonly fapCode: string;
  readonly positions: number;
  readonly seasonal: boolean;
  readonly difficult: boolean;
  readonly hiringMonth: LocalDate | null;
  readonly dueAt: Date;
  readonly state: 'DUE' | 'ASSIGNED' | 'CLOSED';
  readonly partnerId: string | null;
  readonly unitId: string | null;
  readonly callOnly: boolean;
  readonly notBefore: Date | null;
  /** Days on which the partner tried and reached nobody. */
  readonly attempts: readonly LocalDate[];
  readonly outcome: IntentionOutcome | null;
  readonly hired: number;
  readonly stillOpen: number;
  readonly postponedTo: LocalDate | null;
  readonly closedAt: Date | null;
}

export type Need = Pick<
  Recontact,
  | 'recontactId'
  | 'campaignId'
  | 'employerId'
  | 'territoryId'
  | 'fapCode'
  | 'positions'
  | 'seasonal'
  | 'difficult'
  | 'hiringMonth'
  | 'dueAt'
>;

/** A communicable answer falls due: it is told, and prospecting says by whom it is recontacted (BR-55). */
export const fallDue = (need: Need): Decision<Recontact> =>
  decided(
    {
      ...need,
      state: 'DUE',
      partnerId: null,
      unitId: null,
      callOnly: false,
      notBefore: null,
      attempts: [],
      outcome: null,
      hired: 0,
      stillOpen: 0,
      postponedTo: null,
      closedAt: null,
    },
    factOf(RecontactDue, need.employerId, {
      recontactId: need.recontactId,
      employerId: need.employerId,
      campaignId: need.campaignId,
      fapCode: need.fapCode,
      positions: need.positions,
      seasonal: need.seasonal,
      difficult: need.difficult,
      hiringMonth: need.hiringMonth,
      dueAt: need.dueAt.toISOString(),
    }),
  );

export interface Assignment {
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly callOnly: boolean;
  readonly notBefore: Date;
}

/** Prospecting said who recontacts, or said it anew. A closed recontact stays with who closed it. */
export const assign = (recontact: Recontact, assignment: Assignment): Decision<Recontact> =>
  recontact.state === 'CLOSED'
    ? unchanged(recontact)
    : decided({ ...recontact, ...assignment, state: 'ASSIGNED' });

/**
 * The partner tried and reached nobody. Attempts of one day are one; after three on different days the respondent is
 * unreachable and the recontact is closed (BR-56).
 */
export function attempt(
  recontact: Recontact,
  on: LocalDate,
  today: LocalDate,
  policy: Policy,
  now: Date,
): Decision<Recontact> {
  assertOpen(recontact);
  if (on > today)
    throw new Refused(
      'attempt-in-the-future',
      'Un essai ne peut pas être daté de l’avenir : corrigez la date.',
    );
  if (recontact.attempts.includes(on)) return unchanged(recontact);
  const tried = { ...recontact, attempts: [...recontact.attempts, on].sort() };
  return tried.attempts.length < policy.recontactAttempts
    ? decided(tried)
    : close(tried, { outcome: 'UNREACHABLE' }, { today, policy, now });
}

/** Records the outcome of an intention (BR-52); posts still open are told, and become an offer. */
export function close(
  recontact: Recontact,
  answer: Answer,
  { today, policy, now }: { today: LocalDate; policy: Policy; now: Date },
): Decision<Recontact> {
  assertOpen(recontact);
  if (answer.outcome === 'UNREACHABLE' && recontact.attempts.length < policy.recontactAttempts)
    throw new Refused(
      'attempts-left',
      `Notez ${policy.recontactAttempts} essais, à des jours différents, avant de déclarer l’employeur injoignable (${recontact.attempts.length} jusqu’ici).`,
    );
  const { romeCode, ...settled } = settledAnswer(recontact, answer, today);
  const { recontactId, employerId, campaignId, fapCode, partnerId, unitId } = recontact;
  const closed = factOf(RecontactClosed, employerId, {
    recontactId,
    employerId,
    campaignId,
    partnerId,
    ...settled,
    closedAt: now.toISOString(),
  });
  const found = romeCode
    ? [
        factOf(PositionFoundOpen, employerId, {
          recontactId,
          employerId,
          partnerId: partnerId!,
          unitId,
          fapCode,
          romeCode,
          positions: settled.stillOpen,
          foundOn: today,
        }),
      ]
    : [];
  return decided({ ...recontact, ...settled, state: 'CLOSED', closedAt: now }, closed, ...found);
}

/** The respondent takes its consent back: whoever learned of the answer is told to forget it (BR-53). */
export const withdraw = (
  { recontactId, employerId }: Pick<Recontact, 'recontactId' | 'employerId'>,
  now: Date,
): Decision<null> =>
  decided(
    null,
    factOf(RecontactWithdrawn, employerId, { recontactId, employerId, withdrawnAt: now.toISOString() }),
  );

function assertOpen(recontact: Recontact): void {
  if (recontact.state === 'CLOSED')
    throw new Refused('recontact-closed', 'Ce recontact est déjà clos : son issue est enregistrée.');
  if (recontact.state === 'DUE')
    throw new Refused(
      'recontact-not-assigned',
      'Ce recontact n’est pas encore attribué : attendez son attribution.',
    );
}
