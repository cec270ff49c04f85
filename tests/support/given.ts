import type { FactClass } from '#contracts/contract';
import { entryOf } from '#contracts/contract';
import type { Decision } from '#domain/decision';

/** Given a state, when a rule decides, facts are told. A `then` would make the object look like a promise. */
export const given = <State>(state: State) => ({
  when: (rule: (state: State) => Decision<State>) => {
    const decision = () => rule(state);
    return {
      tells: (...expected: [FactClass, Record<string, unknown>][]) => {
        const { facts } = decision();
        expect(facts.map((fact) => [fact.type, fact.data])).toEqual(
          expected.map(([fact, data]) => [entryOf(fact).type, expect.objectContaining(data)]),
        );
        return decision().state;
      },
      tellsNothing: () => {
        const { facts, state: after } = decision();
        expect(facts).toEqual([]);
        expect(after).toBe(state);
      },
      refuses: (reason: string) => {
        expect(decision).toThrow(expect.objectContaining({ reason }));
      },
    };
  },
});
