import type { Presence } from '../../apps/prospecting/src/domain/absence';
import { capacityOf, isLeaving } from '../../apps/prospecting/src/domain/capacity';
import { claimed, metDeadline } from '../../apps/prospecting/src/domain/hold';
import type { Lead } from '../../apps/prospecting/src/domain/lead';
import { hasNoTaker } from '../../apps/prospecting/src/domain/planned-visit';
import { handedOver, queued, queueReasons, takenBack } from '../../apps/prospecting/src/domain/unit-queue';
import { folded } from '../../apps/prospecting/src/domain/visit';
import { AGENT, at, id, lead, ML, POLICY, report, UNIT } from './given';

const calendar = { zone: 'Europe/Paris', region: 'FRANCE' as const };
const open = lead(ML, '2026-03-02', '2026-09-01');
const taken = claimed(open, { leaseId: id(700), agentId: AGENT }, POLICY, calendar, at('2026-03-03')).state;
/** Left on Monday 9 March: five working days end on the 16th. */
const left = (one: Lead = taken) => queued(one, POLICY, calendar, at('2026-03-09'));
const agent = (own: Partial<Presence> = {}): Presence => ({
  agentId: AGENT,
  unitId: UNIT,
  active: true,
  absences: [],
  ...own,
});
const onHoliday = agent({ absences: [{ from: '2026-03-10', until: '2026-03-20' }] });
const colleague = agent({ agentId: id(22) });
const planned = folded([], report(ML, 'v', '2026-03-12', { status: 'PLANNED' }))[0]!;
const reasons = (
  one: Lead | null,
  taker: { agent?: Presence; backup?: Presence },
  visit: typeof planned | undefined = planned,
) =>
  queueReasons(one, visit, { agent: taker.agent, backup: taker.backup }, POLICY, calendar, at('2026-03-09'));

describe('BR-35 When an agent leaves', () => {
  it('what it held goes to its unit, which has five working days, and not to the pool', () => {
    const { state, facts } = left();
    expect(state).toMatchObject({
      endedAt: null,
      queuedAt: at('2026-03-09'),
      respondBy: at('2026-03-16T23:00:00Z'),
      lease: { endReason: 'AGENT_LEFT' },
    });
    expect(state.deadlines.map(({ kind }) => kind)).toEqual(['UNANSWERED', 'OVER']);
    expect(facts.map((fact) => [fact.type, (fact.data as { reason: string }).reason])).toEqual([
      ['LeaseEnded.v1', 'AGENT_LEFT'],
    ]);
    expect(queued(open, POLICY, calendar, at('2026-03-09')).state).toBe(open);
  });

  it('the unit’s own absence does not stop those five days', () => {
    const ground = { policy: POLICY, calendar, away: () => true, locked: false };
    expect(metDeadline(left().state, 'UNANSWERED', ground, at('2026-03-16T23:00:00Z')).state.endReason).toBe(
      'LEASE_EXPIRED',
    );
  });

  it('whoever takes it from the queue has its own 30 and 45 days', () => {
    const again = claimed(
      { ...left().state, lease: null },
      { leaseId: id(701), agentId: id(22) },
      POLICY,
      calendar,
      at('2026-03-10'),
    ).state;
    expect(again).toMatchObject({ queuedAt: null, lease: { until: at('2026-04-24T22:00:00Z') } });
  });

  it('a prospect handed over keeps the days and the later date of its predecessor', () => {
    const before = { ...taken.lease!, extensions: 1, askedFor: '2026-05-04' };
    const back = takenBack({ ...taken, lease: before }, at('2026-03-09'));
    expect(back.state.lease).toMatchObject({ endReason: 'REASSIGNED' });
    const { state } = handedOver(back.state, before, { leaseId: id(702), agentId: id(22) }, at('2026-03-09'));
    expect(state.lease).toMatchObject({
      agentId: id(22),
      until: before.until,
      extensions: 1,
      askedFor: '2026-05-04',
    });
    expect(state.deadlines).toEqual(taken.deadlines);
    expect(() => takenBack({ ...taken, endedAt: at('2026-03-08') }, at('2026-03-09'))).toThrow('rechargez');
  });
});

describe('BR-36 The manager of a unit', () => {
  it('sees what an absent agent holds, unless somebody stands in', () => {
    expect(reasons(taken, { agent: onHoliday })).toEqual(['AGENT_AWAY', 'VISIT_WITHOUT_TAKER']);
    expect(reasons(taken, { agent: onHoliday, backup: colleague })).toEqual([]);
    expect(reasons(taken, { agent: agent() })).toEqual([]);
  });

  it('sees a planned visit of the next five working days that nobody would hold, and no later one', () => {
    const gone = agent({ active: false });
    expect(reasons(left().state, { agent: gone })).toEqual(['AGENT_LEFT', 'VISIT_WITHOUT_TAKER']);
    expect(reasons(null, { agent: gone })).toEqual(['VISIT_WITHOUT_TAKER']);
    const later = folded([], report(ML, 'v', '2026-03-17', { status: 'PLANNED' }))[0]!;
    expect(reasons(null, { agent: gone }, later)).toEqual([]);
  });

  it('needs a backup that is there on the day', () => {
    const away = { ...colleague, absences: [{ from: '2026-03-12', until: '2026-03-12' }] };
    expect(hasNoTaker(planned, { agent: onHoliday, backup: away }, 'Europe/Paris')).toBe(true);
    expect(hasNoTaker(planned, { agent: onHoliday, backup: colleague }, 'Europe/Paris')).toBe(false);
  });
});

describe('BR-26 A unit’s visits', () => {
  const visits = (own: object) => ({
    unitId: UNIT,
    capacityPerMonth: 10,
    active: true,
    absentFrom: null,
    absentUntil: null,
    ...own,
  });

  it('are those of its agents present in the period, none for who declared none or left', () => {
    const period = ['2026-03-01', '2026-05-01'] as const;
    expect(capacityOf([visits({})], ...period)).toBe(20);
    expect(
      capacityOf([visits({}), visits({ capacityPerMonth: 0 }), visits({ active: false })], ...period),
    ).toBe(20);
    expect(capacityOf([visits({ absentFrom: '2026-04-01', absentUntil: '2026-04-30' })], ...period)).toBe(10);
    expect(capacityOf([], ...period)).toBe(0);
  });

  it('leave out whoever is about to be away, for what comes between two plans (BR-36)', () => {
    const leaving = visits({ absentFrom: '2026-03-10', absentUntil: '2026-03-20' });
    expect(
      ['2026-03-06', '2026-03-07', '2026-03-20', '2026-03-21'].map((day) => isLeaving(leaving, day, POLICY)),
    ).toEqual([false, true, true, false]);
  });
});
