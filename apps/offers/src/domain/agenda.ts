import type { Policy } from '#contracts/policy';
import { type Decision, decided, unchanged } from '#domain/decision';
import { addDays, daysBetween, type LocalDate, startOfLocalDay } from '#domain/local-date';
import { exceedsAllowance, type PauseAllowance } from './clock';
import { dueAtOf, isLive, type Notice, type NoticeKind, noticed, type Offer } from './offer';

/** The instants at which somebody must look at the offer again; the schedules find it by them. */
export interface Agenda {
  readonly publishAt: Date | null;
  readonly remindAt: Date | null;
  readonly expireAt: Date | null;
}

export type ReminderPolicy = PauseAllowance &
  Pick<
    Policy,
    | 'dueReminderFirstDays'
    | 'dueReminderLastDays'
    | 'offerExpiryDays'
    | 'expiryReminderFirstDays'
    | 'expiryReminderLastDays'
  >;

interface Reminder {
  readonly about: 'DUE' | 'EXPIRY' | 'PAUSE';
  readonly kind: NoticeKind;
  readonly subject: string;
  readonly at: Date;
}

/** When to look at the offer again (BR-77, BR-78, BR-82). */
export function agendaOf(offer: Offer, policy: ReminderPolicy): Agenda {
  if (!isLive(offer)) return { publishAt: null, remindAt: null, expireAt: null };
  const instants = toGive(offer, policy).map(({ at }) => at.getTime());
  return {
    publishAt: offer.publication === null ? dueAtOf(offer) : null,
    remindAt: instants.length === 0 ? null : new Date(Math.min(...instants)),
    expireAt: expiresAtOf(offer, policy),
  };
}

/** The instant at which the offer is stale: so many days after somebody last confirmed it, that day not counted (BR-82). */
export function expiresAtOf(offer: Offer, policy: ReminderPolicy): Date {
  const stale = staleDay(offer, policy);
  const frozen = offer.frozenUntil;
  return startOfLocalDay(frozen !== null && frozen > stale ? frozen : stale, offer.zone);
}

/**
 * Gives the holder the reminders whose time has come: of those that were missed only the latest, and none of the due
 * time once it is there (BR-77, BR-121).
 */
export function remind(offer: Offer, policy: ReminderPolicy, now: Date): Decision<Offer> {
  const dueAt = dueAtOf(offer);
  const missed = toGive(offer, policy)
    .filter(({ at }) => at <= now)
    .filter(({ about }) => about !== 'DUE' || dueAt === null || dueAt > now);
  const latest = new Map(missed.map((reminder) => [reminder.about, reminder]));
  const reminded = [...latest.values()].reduce(
    (state, { kind, subject }) => noticed(state, kind, subject, now),
    offer,
  );
  return reminded === offer ? unchanged(offer) : decided(reminded);
}

/** Reminders still to give, in order: one that was given, and those before it, are over. */
function toGive(offer: Offer, policy: ReminderPolicy): Reminder[] {
  const planned = [...beforeDue(offer, policy), ...beforeExpiry(offer, policy), ...ofPauses(offer, policy)];
  const isGiven = ({ kind, subject }: Reminder) => hasNotice(offer.notices, kind, subject);
  return planned.filter(
    ({ about }, index) => !planned.slice(index).some((later) => later.about === about && isGiven(later)),
  );
}

function beforeDue(offer: Offer, policy: ReminderPolicy): Reminder[] {
  const { dueOn, zone } = offer;
  if (dueOn === null || offer.publication !== null || dueAtOf(offer) === null) return [];
  const ahead = (kind: NoticeKind, days: number): Reminder => ({
    about: 'DUE',
    kind,
    subject: dueOn,
    at: startOfLocalDay(addDays(dueOn, -days), zone),
  });
  return [
    ahead('DUE_IN_5_DAYS', policy.dueReminderFirstDays),
    ahead('DUE_IN_2_DAYS', policy.dueReminderLastDays),
  ];
}

function beforeExpiry(offer: Offer, policy: ReminderPolicy): Reminder[] {
  const subject = staleDay(offer, policy);
  const ahead = (kind: NoticeKind, days: number): Reminder => ({
    about: 'EXPIRY',
    kind,
    subject,
    at: startOfLocalDay(addDays(subject, -days), offer.zone),
  });
  return [
    ahead('EXPIRES_IN_7_DAYS', policy.expiryReminderFirstDays),
    ahead('EXPIRES_IN_1_DAY', policy.expiryReminderLastDays),
  ];
}

/** The coordinator is told on the day when the pauses become more than the policy allows (BR-69). */
function ofPauses(offer: Offer, policy: ReminderPolicy): Reminder[] {
  const last = offer.pauses.at(-1);
  if (last === undefined || offer.dueOn === null) return [];
  const on = exceedingDay(offer, last.from, policy);
  if (last.until !== null && !exceedsAllowance(offer.pauses, last.until, policy)) return [];
  const subject = String(offer.pauses.length);
  return [{ about: 'PAUSE', kind: 'PAUSE_EXCEEDED', subject, at: startOfLocalDay(on, offer.zone) }];
}

function exceedingDay(offer: Offer, from: LocalDate, policy: PauseAllowance): LocalDate {
  if (offer.pauses.length > policy.pausesAtMost) return from;
  const before = offer.pauses
    .slice(0, -1)
    .reduce((sum, pause) => sum + daysBetween(pause.from, pause.until ?? pause.from), 0);
  return addDays(from, Math.max(0, policy.pausedDaysAtMost - before) + 1);
}

const staleDay = (offer: Offer, policy: ReminderPolicy): LocalDate =>
  addDays(offer.confirmedOn, policy.offerExpiryDays + 1);

const hasNotice = (notices: readonly Notice[], kind: NoticeKind, subject: string): boolean =>
  notices.some((notice) => notice.kind === kind && notice.subject === subject);
