import { planFor } from '#allocation/plan-for';
import type { PlanInputs } from '#allocation/plan-inputs';
import { verify } from '#allocation/verify';
import { FollowedPlan } from '../../apps/prospecting/src/domain/followed-plan';
import type { PlanEvent } from '../../apps/prospecting/src/domain/plan-event';
import { employer, planInputs, structure } from '../allocation/given-plan';

/** Two structures with two visits each, and six prospects, each worth a little less than the one before. */
const given = (visits = 2): PlanInputs =>
  planInputs(
    [structure('ml', { capacity: visits }), structure('pe', { capacity: visits })],
    Array.from({ length: 6 }, (_, n) => employer(`e${n}`, { expectedHires: 12 - 2 * n })),
  );

const led = (employerId: string, unitId: string, planId = 'plan'): PlanEvent => ({
  type: 'LED',
  employerId,
  planId,
  partnerId: `p-${unitId}`,
  unitId,
});
const held = (employerId: string, unitId: string): PlanEvent => ({
  type: 'VISIT_HELD',
  employerId,
  planId: 'plan',
  unitId,
});
const freed = (employerId: string, unitId: string, planId = 'plan'): PlanEvent => ({
  type: 'FREED',
  employerId,
  planId,
  partnerId: `p-${unitId}`,
  reason: planId === 'plan' ? 'DECLINED' : 'RESERVATION_OVER',
});

/** The plan as adopted: every assignment is led. */
function adopted(inputs = given()): {
  followed: FollowedPlan;
  leads: Map<string, string>;
  events: PlanEvent[];
} {
  const { assignments } = planFor(inputs);
  const leads = new Map(assignments.map((one) => [one.employerId, one.structureId]));
  const events = [...leads].map(([employerId, unitId]) => led(employerId, unitId));
  return { followed: follow(inputs, events), leads, events };
}

function follow(inputs: PlanInputs, events: readonly PlanEvent[]): FollowedPlan {
  const followed = new FollowedPlan(inputs);
  for (const event of events) followed.apply(event);
  return followed;
}

const proposed = (followed: FollowedPlan) =>
  followed.proposals().map(({ employerId, unitId }) => `${employerId} ${unitId}`);

const isProven = (followed: FollowedPlan): boolean => {
  const { instance, assignedTo, prices, certificate } = followed.proof();
  return verify(instance, assignedTo, prices).optimal && certificate.primal === certificate.dual;
};

describe('A running plan', () => {
  it('executed as planned proposes nothing, and stays the best of what is left', () => {
    const { followed, leads } = adopted();
    expect(proposed(followed)).toEqual([]);
    for (const [employerId, unitId] of leads) {
      followed.apply(held(employerId, unitId));
      expect(proposed(followed)).toEqual([]);
      expect(isProven(followed)).toBe(true);
    }
  });

  it('gives a prospect that was let go to its next structure, never back to the one that let it go (BR-34)', () => {
    const inputs = planInputs(
      [structure('ml', { capacity: 2 }), structure('pe', { capacity: 2 })],
      [employer('e0', { expectedHires: 12 }), employer('e1')],
    );
    const { followed, leads } = adopted(inputs);
    const first = leads.get('e0')!;
    followed.apply(freed('e0', first));
    const next = first === 'ml' ? 'pe' : 'ml';
    expect(proposed(followed)).toContain(`e0 ${next}`);
    expect(followed.proposals().find((one) => one.employerId === 'e0')).toMatchObject({ letGo: true });
    followed.apply(led('e0', next));
    followed.apply(freed('e0', next));
    expect(proposed(followed).filter((one) => one.startsWith('e0'))).toEqual([]);
    expect(followed.leftOver()).toEqual(['e0']);
    followed.apply({ type: 'LEFT', employerId: 'e0', reason: 'DECLINED_BY_ALL' });
    expect(followed.leftOver()).toEqual([]);
  });

  it('gives a visit that became free to the best prospect that waits', () => {
    const { followed, leads } = adopted();
    const waiting = ['e0', 'e1', 'e2', 'e3', 'e4', 'e5'].filter((one) => !leads.has(one));
    expect(waiting).toEqual(['e4', 'e5']);
    const unitId = leads.get('e0')!;
    followed.apply(freed('e0', unitId));
    followed.apply({ type: 'AWAY', employerId: 'e0', reason: 'OPTED_OUT', until: null });
    expect(proposed(followed)).toEqual([`e4 ${unitId}`]);
    expect(isProven(followed)).toBe(true);
  });

  it('never moves what somebody holds, whatever becomes of the others', () => {
    const { followed, leads } = adopted();
    const [[, first] = ['', '']] = leads;
    followed.apply({ type: 'CAPACITY_CHANGED', unitId: first, visits: 0 });
    expect(proposed(followed)).toEqual([]);
    followed.apply({ type: 'CAPACITY_CHANGED', unitId: first, visits: 4 });
    expect(proposed(followed).sort()).toEqual([`e4 ${first}`, `e5 ${first}`]);
  });

  it('counts on a prospect again when its cool-down is over, or the reservation that kept it away', () => {
    const { followed } = adopted(given(3));
    const until = '2026-04-01T00:00:00.000Z';
    const first = follow(given(3), [{ type: 'AWAY', employerId: 'e0', reason: 'COOL_DOWN', until }]);
    expect(proposed(first).some((one) => one.startsWith('e0'))).toBe(false);
    expect(first.dueBack(new Date('2026-03-31T23:00:00Z'))).toEqual([]);
    expect(first.dueBack(new Date(until))).toEqual(['e0']);
    first.apply({ type: 'BACK', employerId: 'e0' });
    expect(proposed(first).some((one) => one.startsWith('e0'))).toBe(true);
    first.apply(led('e0', 'ml', 'elsewhere'));
    expect(proposed(first).some((one) => one.startsWith('e0'))).toBe(false);
    first.apply(freed('e0', 'ml', 'elsewhere'));
    expect(proposed(first).some((one) => one.startsWith('e0'))).toBe(true);
    expect(proposed(followed)).toEqual([]);
  });

  it('looks for another structure where the database refused one, and for this one again when it has visits', () => {
    const followed = follow(given(3), []);
    const [one] = followed.proposals();
    followed.apply({
      type: 'REFUSED',
      employerId: one!.employerId,
      unitId: one!.unitId,
      reason: 'CAPACITY_EXHAUSTED',
    });
    expect(proposed(followed)).not.toContain(`${one!.employerId} ${one!.unitId}`);
    followed.apply({ type: 'CAPACITY_CHANGED', unitId: one!.unitId, visits: 6 });
    expect(followed.proposals().map((each) => each.employerId)).toContain(one!.employerId);
    expect(isProven(followed)).toBe(true);
  });

  it('lets the coordination give a prospect past the plan: its visit is taken, once, and comes back with it (BR-40)', () => {
    const inputs = planInputs(
      [structure('ml', { capacity: 1 }), structure('pe', { capacity: 1 })],
      [employer('e0', { closedTo: [{ partnerId: 'p-pe', reason: 'COOL_DOWN' }] }), employer('e1')],
    );
    const followed = follow(inputs, [led('e0', 'pe'), led('e0', 'pe')]);
    expect(proposed(followed)).toEqual(['e1 ml']);
    followed.apply({ type: 'AWAY', employerId: 'e1', reason: 'OPTED_OUT', until: null });
    followed.apply(freed('e0', 'pe'));
    expect(proposed(followed)).toEqual(['e0 ml']);
    followed.apply({ type: 'BACK', employerId: 'e1' });
    expect(proposed(followed).sort()).toEqual(['e0 ml', 'e1 pe']);
  });

  it('is the same, to the byte, when it is built again from its inputs and events', () => {
    const { events } = adopted();
    const story: PlanEvent[] = [
      ...events,
      held('e0', 'ml'),
      freed('e1', 'pe'),
      led('e1', 'ml'),
      { type: 'AWAY', employerId: 'e4', reason: 'COOL_DOWN', until: null },
      { type: 'CAPACITY_CHANGED', unitId: 'pe', visits: 5 },
      freed('e2', 'ml'),
      { type: 'FORBIDDEN', employerId: 'e5', unitId: 'pe' },
      { type: 'BACK', employerId: 'e4' },
      { type: 'PINNED', employerId: 'e5', unitId: 'ml' },
    ];
    const [once, again] = [follow(given(), story), follow(given(), story)];
    const bytes = (one: FollowedPlan) =>
      JSON.stringify([one.proof(), one.proposals()], (_, value) =>
        ArrayBuffer.isView(value) ? [...(value as unknown as Iterable<number>)] : value,
      );
    expect(bytes(once)).toBe(bytes(again));
    expect(isProven(once)).toBe(true);
  });
});
