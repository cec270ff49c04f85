import fc from 'fast-check';
import { type AgentInput, shareAmongAgents, type UnitProspect } from '#allocation/agents';
import { kilometresBetween } from '#allocation/distance';
import { METZ, WOIPPY } from './given-plan';

const REMILLY = { latitude: 49.0114, longitude: 6.3922 };
const PER_KILOMETRE = 1_250;

const agent = (agentId: string, visits: number, position: AgentInput['position'] = null): AgentInput => ({
  agentId,
  visits,
  position,
});
const prospect = (employerId: string, position: UnitProspect['position'], value = 300_000): UnitProspect => ({
  employerId,
  position,
  value,
});
const shared = (
  prospects: readonly UnitProspect[],
  agents: readonly AgentInput[],
): Record<string, string | null> =>
  Object.fromEntries(
    shareAmongAgents(prospects, agents, PER_KILOMETRE).map(({ employerId, agentId }) => [
      employerId,
      agentId,
    ]),
  );

describe('A unit’s prospects are shared among its agents', () => {
  it('each to the one who sets out nearest', () => {
    const agents = [agent('north', 2, WOIPPY), agent('south', 2, REMILLY)];
    expect(shared([prospect('a', WOIPPY), prospect('b', REMILLY), prospect('c', METZ)], agents)).toEqual({
      a: 'north',
      b: 'south',
      c: 'north',
    });
  });

  it('in proportion to their visits: who lives nearest is not who works most', () => {
    const agents = [agent('near', 6, WOIPPY), agent('half-time', 3, REMILLY)];
    const all = Array.from({ length: 6 }, (_, at) => prospect(`e${at}`, WOIPPY));
    const counts = Object.values(shared(all, agents)).filter((one) => one === 'half-time');
    expect(counts).toHaveLength(2);
  });

  it('the least valuable are left out when all their visits together do not reach', () => {
    const all = [prospect('rich', REMILLY, 400_000), prospect('poor', WOIPPY, 100_000)];
    expect(shared(all, [agent('north', 1, WOIPPY)])).toEqual({ poor: null, rich: 'north' });
    expect(shared(all, [])).toEqual({ poor: null, rich: null });
  });

  it('the same however they are listed', () => {
    const agents = [agent('b', 2), agent('a', 2)];
    const all = [prospect('y', METZ), prospect('x', null), prospect('z', WOIPPY)];
    expect(shareAmongAgents([...all].reverse(), [...agents].reverse(), PER_KILOMETRE)).toEqual(
      shareAmongAgents(all, agents, PER_KILOMETRE),
    );
  });

  it('nobody could share the same visits with shorter ways', () => {
    const place = fc.record({
      latitude: fc.double({ min: 49, max: 49.3, noNaN: true }),
      longitude: fc.double({ min: 6, max: 6.4, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 4, maxLength: 4 }), place, place, (places, one, other) => {
        const agents = [agent('one', 2, one), agent('other', 2, other)];
        const all = places.map((position, at) => prospect(`e${at}`, position));
        const given = shared(all, agents);
        const way = (agentOf: (at: number) => AgentInput) =>
          all.reduce((sum, each, at) => sum + kilometresBetween(agentOf(at).position, each.position)!, 0);
        const chosen = way((at) => agents.find((each) => each.agentId === given[`e${at}`])!);
        // Every way to give two visits to each.
        for (const mask of [0b0011, 0b0101, 0b0110, 0b1001, 0b1010, 0b1100])
          expect(chosen).toBeLessThanOrEqual(way((at) => agents[(mask >> at) & 1]!) + 0.01);
      }),
      { numRuns: 40 },
    );
  });
});
