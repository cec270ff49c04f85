import type { PartnerKind } from '#domain/codes/partner-kinds';
import { addDays, daysBetween, type LocalDate } from '#domain/local-date';
import { CHANNELS, type DemoContactEvent, ENDS, INITIATIVES, type VisitBody } from './contact-event';
import { type DemoEstablishment, isProspect } from './establishments';
import type { DemoPartner } from './network';
import { drawerOf, type Random } from './random';
import type { DemoRelation } from './relations';
import { officeHour, workingDayFrom, workingDaysBefore } from './working-year';

/** Contacts a year, before planning, corrections and repeats: what the agents of each network can hold. */
const CONTACTS: Partial<Record<PartnerKind, number>> = {
  POLE_EMPLOI: 4000,
  MISSION_LOCALE: 2000,
  PLIE: 1150,
  CAP_EMPLOI: 1050,
  SIAE: 800,
};

/** Days after which another partner's visit no longer makes a new one redundant (BR-30's default). */
const COOL_DOWN = 90;

/** The SIAE fill in a spreadsheet: nothing of the last days has come, and the pilot must say so (BR-102). */
const SPREADSHEET_LATE = 12;

interface Sender {
  readonly partner: DemoPartner;
  readonly drawOwn: (random: Random) => DemoEstablishment;
  readonly yearly: number;
  /** Numbers given so far: an event takes its own when it is made, not when it is sent. */
  visits: number;
  eventsMade: number;
  readonly events: DemoContactEvent[];
}

/**
 * Twelve months of contacts, partner by partner, in the order in which each sends them. Partners meet at the employers
 * that everybody sees, less and less as the agreement of `signedOn` takes hold; what precedes it is their backfill.
 */
export function contactsOf(
  random: Random,
  partners: readonly DemoPartner[],
  establishments: readonly DemoEstablishment[],
  relations: ReadonlyMap<string, readonly DemoRelation[]>,
  signedOn: LocalDate,
  today: LocalDate,
): Map<string, DemoContactEvent[]> {
  const known = new Map(establishments.map((one) => [one.siret, one]));
  const drawAny = drawerOf(establishments.filter(isProspect), (one) => one.visibility ** 1.2);
  const senders = partners.map((partner): Sender => {
    const own = relations.get(partner.code)!.map((relation) => known.get(relation.siret)!);
    return {
      partner,
      drawOwn: drawerOf(own.filter(isProspect), (one) => one.visibility),
      yearly: CONTACTS[partner.kind] ?? 0,
      visits: 0,
      eventsMade: 0,
      events: [],
    };
  });
  const lastHeld = new Map<string, { partnerCode: string; on: LocalDate }>();

  for (const { date, share } of workingDaysBefore(today, 365)) {
    const habit =
      date < signedOn ? 0.1 : 0.25 + 0.5 * (daysBetween(signedOn, date) / daysBetween(signedOn, today));
    for (const sender of senders) {
      if (sender.partner.kind === 'SIAE' && date > addDays(today, -SPREADSHEET_LATE)) continue;
      const expected = sender.yearly * share;
      const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
      for (let n = 0; n < count; n++) {
        const employer = chosen(random, sender, drawAny, lastHeld, date, habit);
        const last = report(random, sender, senders, employer, date, date < signedOn);
        if (last.status === 'HELD' && last.channel === 'VISIT')
          lastHeld.set(employer.siret, { partnerCode: sender.partner.code, on: date });
      }
    }
  }
  for (const sender of senders) planAhead(random, sender, today);
  return new Map(senders.map((sender) => [sender.partner.code, sender.events]));
}

/** Mostly from the partner's own file; a partner that has the habit looks elsewhere when another has just been there. */
function chosen(
  random: Random,
  sender: Sender,
  drawAny: (random: Random) => DemoEstablishment,
  lastHeld: ReadonlyMap<string, { partnerCode: string; on: LocalDate }>,
  date: LocalDate,
  habit: number,
): DemoEstablishment {
  let employer = drawAny(random);
  for (let tries = 0; tries < 4; tries++) {
    employer = random.chance(0.72) ? sender.drawOwn(random) : drawAny(random);
    const last = lastHeld.get(employer.siret);
    const crowded =
      last && last.partnerCode !== sender.partner.code && daysBetween(last.on, date) <= COOL_DOWN;
    if (!crowded || !random.chance(habit)) break;
  }
  return employer;
}

/** One contact: planned beforehand or not, then its end, sometimes corrected; gives the last word on it. */
function report(
  random: Random,
  sender: Sender,
  senders: readonly Sender[],
  employer: DemoEstablishment,
  date: LocalDate,
  backfill: boolean,
): VisitBody {
  const channel = random.weighted(CHANNELS, ([, weight]) => weight)[0];
  const first = newVisit(random, sender, employer.siret, date, channel, backfill);
  let body: VisitBody = { ...first, status: random.weighted(ENDS[channel], ([, weight]) => weight)[0] };
  if (channel === 'VISIT' && random.chance(0.42)) {
    push(sender, { ...first, status: 'PLANNED' });
    body = { ...body, eventId: nextEventId(sender), revision: 2 };
  }
  if (body.status === 'HELD' && channel === 'VISIT' && random.chance(0.02)) {
    const other = random.pick(senders.filter((one) => one !== sender));
    body = { ...body, jointWith: [other.partner.code] };
    const theirs = newVisit(random, other, employer.siret, date, channel, backfill);
    push(other, { ...theirs, status: 'HELD', occurredAt: body.occurredAt, jointWith: [sender.partner.code] });
  }
  if (body.status === 'HELD' && body.initiative === 'PARTNER' && random.chance(0.02))
    body = { ...body, notBefore: officeHour(random, workingDayFrom(addDays(date, random.int(60, 200)))) };
  push(sender, body);
  if (body.status === 'HELD' && random.chance(0.01)) {
    body = { ...body, eventId: nextEventId(sender), revision: body.revision + 1, status: 'CANCELLED' };
    push(sender, body);
  }
  return body;
}

/** A few visits are already in the agents' diaries. */
function planAhead(random: Random, sender: Sender, today: LocalDate): void {
  for (let n = 0; n < sender.yearly / 60; n++) {
    const date = workingDayFrom(addDays(today, random.int(1, 20)));
    push(sender, newVisit(random, sender, sender.drawOwn(random).siret, date, 'VISIT', false));
  }
}

function newVisit(
  random: Random,
  sender: Sender,
  siret: string,
  date: LocalDate,
  channel: VisitBody['channel'],
  backfill: boolean,
): VisitBody {
  return {
    eventId: nextEventId(sender),
    visitId: `${sender.partner.code}-v${String(++sender.visits).padStart(5, '0')}`,
    revision: 1,
    sourceSystem: sender.partner.sourceSystem,
    siret,
    occurredAt: officeHour(random, date),
    status: 'PLANNED',
    channel,
    initiative: channel === 'MAIL' ? 'PARTNER' : random.weighted(INITIATIVES, ([, weight]) => weight)[0],
    backfill,
  };
}

const push = (sender: Sender, body: VisitBody): void => {
  sender.events.push({ partnerCode: sender.partner.code, body, expected: 'ACCEPTED' });
};

const nextEventId = (sender: Sender): string =>
  `${sender.partner.code}-e${String(++sender.eventsMade).padStart(6, '0')}`;
