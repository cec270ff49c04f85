import { leadEnded } from '../../apps/prospecting/src/domain/lead';
import {
  allLeadsEnded,
  type Permission,
  reported,
  withLead,
} from '../../apps/prospecting/src/domain/permission';
import { planEventsOf } from '../../apps/prospecting/src/domain/plan-event';
import { at, EMPLOYER, id, lead, ML, PE, permission, report, UNIT } from './given';

const PLAN = id(600);
const NOW = at('2026-03-10');
const led = permission({ leads: [lead(ML, '2026-03-02', '2026-06-01')] });
const free = permission();

const told = (before: Permission, after: Permission) =>
  planEventsOf(before, after, NOW).map(({ event }) => event);
const hears = (before: Permission, partnerId: string, own = {}) =>
  told(
    before,
    reported(before, [{ report: report(partnerId, 'v', '2026-03-09', own), eventId: undefined }], NOW).state,
  );

describe('A running plan is told', () => {
  it('that a lead begins, of which plan and in which unit', () => {
    expect(told(free, led)).toEqual([
      { type: 'LED', employerId: EMPLOYER, planId: PLAN, partnerId: ML, unitId: UNIT },
    ]);
  });

  it('that the lead held its visit: once, whatever is reported of it afterwards', () => {
    const visited = reported(led, [{ report: report(ML, 'v', '2026-03-09'), eventId: undefined }], NOW).state;
    expect(told(led, visited)).toEqual([
      { type: 'VISIT_HELD', employerId: EMPLOYER, planId: PLAN, unitId: UNIT },
    ]);
    expect(hears(visited, ML, { revision: 2, status: 'CANCELLED' })).toEqual([]);
  });

  it('nothing of a visit by somebody else: the lead in hand stays, it is only flagged (BR-51)', () => {
    expect(hears(led, PE)).toEqual([]);
  });

  it('that nobody may go for a time where another went and nobody leads (BR-30, BR-38)', () => {
    const [event] = hears(free, PE);
    expect(event).toMatchObject({ type: 'AWAY', employerId: EMPLOYER, reason: 'COOL_DOWN' });
    // Whoever was there waits the shorter time: until then the prospect is out of everybody's reach.
    expect((event as { until: string }).until.slice(0, 10)).toBe('2026-04-07');
  });

  it('that a visit which closed a prospect never took place: it is back', () => {
    const gone = reported(free, [{ report: report(PE, 'v', '2026-03-09'), eventId: undefined }], NOW).state;
    expect(hears(gone, PE, { revision: 2, status: 'CANCELLED' })).toEqual([
      { type: 'BACK', employerId: EMPLOYER },
    ]);
  });

  it('that a lead ended without its visit, and why; not that one which has served is over', () => {
    const [own] = led.leads;
    const released = withLead(led, leadEnded(own!, 'RELEASED', NOW).lead);
    expect(told(led, released)).toEqual([
      { type: 'FREED', employerId: EMPLOYER, planId: PLAN, partnerId: ML, reason: 'RELEASED' },
    ]);
    const served = permission({ leads: [lead(ML, '2026-03-02', '2026-06-01', { visitedAt: NOW })] });
    expect(told(served, allLeadsEnded(served, 'PLAN_CLOSED', NOW).state)).toEqual([]);
  });

  it('that a lead ended before it is told of the one that follows, in whatever order they are kept', () => {
    const next = lead(PE, '2026-03-10', '2026-06-01', {
      leadId: id(501),
      origin: 'ARBITRATION',
      planId: null,
    });
    const after = permission({ leads: [next, leadEnded(led.leads[0]!, 'ARBITRATED', NOW).lead] });
    expect(told(led, after).map((event) => event.type)).toEqual(['FREED', 'LED']);
  });

  it('each thing under a cause of its own, the same whenever it is told again', () => {
    const causes = planEventsOf(free, led, NOW).map((one) => one.cause);
    expect(causes).toEqual([`${id(500)} begins`]);
    expect(planEventsOf(free, led, at('2026-03-11')).map((one) => one.cause)).toEqual(causes);
  });
});
