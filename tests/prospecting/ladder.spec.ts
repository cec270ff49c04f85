import fc from 'fast-check';
import { addDays, isWorkingDay } from '#domain/local-date';
import {
  mustBeThere,
  type Presence,
  takesNothingNew,
  unitAway,
} from '../../apps/prospecting/src/domain/absence';
import { extended } from '../../apps/prospecting/src/domain/extension';
import { grantedLead } from '../../apps/prospecting/src/domain/grant';
import { claimed, metDeadline } from '../../apps/prospecting/src/domain/hold';
import { releasedAt, remindedAt } from '../../apps/prospecting/src/domain/ladder';
import type { Lead } from '../../apps/prospecting/src/domain/lead';
import { reported } from '../../apps/prospecting/src/domain/permission';
import { AGENT, at, id, lead, ML, POLICY, permission, report, UNIT } from './given';

const calendar = { zone: 'Europe/Paris', region: 'FRANCE' as const };
const never = () => false;
const ground = { policy: POLICY, calendar, away: never, locked: false };
/** Given on Monday 2 March 2026: five working days end on the 9th, ten on the 16th, twenty on the 30th. */
const waiting = grantedLead(
  { ...lead(ML, '2026-03-02', '2026-09-01'), origin: 'NEXT_PARTNER' },
  { version: 1, policy: POLICY },
  calendar,
).lead;
const away = (from: string, until: string) => (day: string) => from <= day && day <= until;
const dueOf = (one: Lead, kind: string) => one.deadlines.find((due) => due.kind === kind)?.dueAt;

describe('BR-28 A prospect that waits for an answer', () => {
  it('has five working days to be answered, reminds its unit after three, is released after ten', () => {
    expect(waiting.respondBy).toEqual(at('2026-03-09T23:00:00Z'));
    expect(dueOf(waiting, 'REMINDER')).toEqual(at('2026-03-05T23:00:00Z'));
    expect(dueOf(waiting, 'UNANSWERED')).toEqual(at('2026-03-16T23:00:00Z'));
  });

  it('is reminded of once, and stays where it is', () => {
    const { state, facts } = metDeadline(waiting, 'REMINDER', ground, at('2026-03-06'));
    expect(state).toMatchObject({ remindedAt: at('2026-03-06'), endedAt: null });
    expect(facts).toEqual([]);
    expect(metDeadline(state, 'REMINDER', ground, at('2026-03-07')).state).toBe(state);
  });

  it('does not count the days on which the whole unit is away, neither for the reminder nor for the release', () => {
    const holidays = away('2026-03-04', '2026-03-13');
    expect(remindedAt(waiting.from, POLICY, calendar, holidays)).toEqual(at('2026-03-17T23:00:00Z'));
    expect(releasedAt(waiting.from, POLICY, calendar, holidays)).toEqual(at('2026-03-26T23:00:00Z'));
    const { state } = metDeadline(
      waiting,
      'UNANSWERED',
      { ...ground, away: holidays },
      at('2026-03-16T23:00:00Z'),
    );
    expect(state.endedAt).toBeNull();
    // Looked at anew every working day: the unit may be back before its time.
    expect(dueOf(state, 'UNANSWERED')).toEqual(at('2026-03-18T23:00:00Z'));
    expect(
      metDeadline(state, 'UNANSWERED', { ...ground, away: holidays }, at('2026-03-26T23:00:00Z')).state
        .endReason,
    ).toBe('LEASE_EXPIRED');
  });

  it('is released after twenty working days however long the absence', () => {
    const gone = { ...ground, away: () => true };
    expect(releasedAt(waiting.from, POLICY, calendar, () => true)).toEqual(at('2026-03-30T22:00:00Z'));
    expect(metDeadline(waiting, 'UNANSWERED', gone, at('2026-03-30T21:59:00Z')).state.endedAt).toBeNull();
    expect(metDeadline(waiting, 'UNANSWERED', gone, at('2026-03-30T22:00:00Z')).state.endReason).toBe(
      'LEASE_EXPIRED',
    );
  });

  it('is released between the tenth and the twentieth working day, whatever the absence', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-02-20', n));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 }), (from, length) => {
        const holidays = away(from, addDays(from, length));
        const released = releasedAt(waiting.from, POLICY, calendar, holidays);
        expect(released >= at('2026-03-16T23:00:00Z') && released <= at('2026-03-30T22:00:00Z')).toBe(true);
        const last = new Date(released.getTime() - 1).toISOString().slice(0, 10);
        const counted = Array.from({ length: 60 }, (_, n) => addDays('2026-03-03', n)).filter(
          (one) => one <= last && isWorkingDay(one) && !holidays(one),
        );
        expect(counted.length === 10 || last === '2026-03-30').toBe(true);
      }),
    );
  });
});

describe('BR-28 A unit', () => {
  const agent = (own: Partial<Presence> = {}): Presence => ({
    agentId: AGENT,
    unitId: UNIT,
    active: true,
    absences: [{ from: '2026-03-02', until: '2026-03-06' }],
    ...own,
  });

  it('is away when all who work there are, and not for one of them alone', () => {
    expect(unitAway([agent()])('2026-03-04')).toBe(true);
    expect(unitAway([agent()])('2026-03-07')).toBe(false);
    expect(unitAway([agent(), agent({ absences: [] })])('2026-03-04')).toBe(false);
    expect(unitAway([agent(), agent({ active: false, absences: [] })])('2026-03-04')).toBe(true);
  });

  it('that has nobody left does not stop the ladder: nobody will come back', () => {
    expect(unitAway([agent({ active: false })])('2026-03-04')).toBe(false);
    expect(unitAway([])('2026-03-04')).toBe(false);
  });
});

describe('BR-36 An agent who will be away', () => {
  const agent = { absences: [{ from: '2026-03-10', until: '2026-03-20' }] };

  it('gets nothing new from three days before until the last day of the absence', () => {
    const nothing = (day: string) => takesNothingNew(agent, day, POLICY);
    expect(['2026-03-06', '2026-03-07', '2026-03-20', '2026-03-21'].map(nothing)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(() => mustBeThere(agent, '2026-03-08', POLICY)).toThrow('collègue présent');
    expect(takesNothingNew({ absences: [{ from: '2026-03-10', until: null }] }, '2027-01-01', POLICY)).toBe(
      true,
    );
  });
});

describe('BR-29 A prospect that was taken', () => {
  const taken = claimed(
    waiting,
    { leaseId: id(700), agentId: AGENT },
    POLICY,
    calendar,
    at('2026-03-03'),
  ).state;
  const ask = (one: Lead, day: string, now: string, coordinator = false) =>
    extended(one, day, { coordinator }, POLICY, calendar, at(now)).state;

  it('is released when no visit is planned within 30 calendar days, or held within 45', () => {
    expect(taken.deadlines.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
      ['PLAN_VISIT', at('2026-04-02T22:00:00Z')],
      ['HOLD_VISIT', at('2026-04-17T22:00:00Z')],
      ['OVER', at('2026-09-01')],
    ]);
    expect(metDeadline(taken, 'PLAN_VISIT', ground, at('2026-04-02T22:00:00Z')).state.endReason).toBe(
      'LEASE_EXPIRED',
    );
    expect(metDeadline(taken, 'HOLD_VISIT', ground, at('2026-04-17T22:00:00Z')).state.lease?.endReason).toBe(
      'EXPIRED',
    );
  });

  it('is kept until 15 days after the later date that the employer asked for', () => {
    const later = ask(taken, '2026-05-04', '2026-03-10');
    expect(later.lease).toMatchObject({ until: at('2026-05-19T22:00:00Z'), askedFor: '2026-05-04' });
    expect(later.deadlines.map(({ kind }) => kind)).toEqual(['OVER', 'HOLD_VISIT']);
    expect(metDeadline(later, 'PLAN_VISIT', ground, at('2026-04-03')).state).toBe(later);
    expect(ask(later, '2026-05-04', '2026-03-11')).toBe(later);
  });

  it('is put off once without the coordination, which may grant a second time', () => {
    const later = ask(taken, '2026-05-04', '2026-03-10');
    expect(() => ask(later, '2026-06-15', '2026-05-01')).toThrow('coordination');
    expect(ask(later, '2026-06-15', '2026-05-01', true).lease?.until).toEqual(at('2026-06-30T22:00:00Z'));
  });

  it('is never put off to a day that has passed, nor beyond the lead; a date that comes soon shortens nothing', () => {
    expect(() => ask(taken, '2026-03-09', '2026-03-10')).toThrow('passée');
    expect(() => ask(taken, '2026-09-01', '2026-03-10')).toThrow('arbitrage');
    expect(ask(taken, '2026-08-25', '2026-03-10').lease?.until).toEqual(at('2026-09-01'));
    expect(ask(taken, '2026-03-12', '2026-03-10').lease?.until).toEqual(at('2026-04-17T22:00:00Z'));
    expect(() => ask(waiting, '2026-05-04', '2026-03-10')).toThrow('rechargez');
  });

  it('by planning its visit, without a claim, has 45 days to hold it too', () => {
    const planned = report(ML, 'a', '2026-03-20', { status: 'PLANNED', receivedAt: at('2026-03-04') });
    const { state } = reported(
      permission({ leads: [waiting] }),
      [{ report: planned, eventId: undefined }],
      at('2026-03-04'),
    );
    expect(state.leads[0]!.deadlines).toEqual([
      { kind: 'OVER', dueAt: at('2026-09-01') },
      { kind: 'HOLD_VISIT', dueAt: at('2026-04-18T22:00:00Z') },
    ]);
  });
});
