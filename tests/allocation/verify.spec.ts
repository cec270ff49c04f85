import type { Instance, Prices } from '#allocation/instance';
import { verify } from '#allocation/verify';

/**
 * Three employers of one segment, two structures of one visit each. 0 and 1 are worth 10 and 7 to structure 0, 1 and 2
 * are worth 6 and 5 to structure 1: the best plan gives 0 to 0 and 1 to 1, for 16.
 */
const instance: Instance = {
  employers: 3,
  structures: 2,
  segments: 1,
  classes: 1,
  firstPair: Uint32Array.from([0, 1, 3, 4]),
  pairStructure: Uint16Array.from([0, 0, 1, 1]),
  pairValue: Int32Array.from([10, 7, 6, 5]),
  segmentOf: Uint8Array.from([0, 0, 0]),
  classOf: Int32Array.from([-1, 0, 0]),
  capacity: Int32Array.from([1, 1]),
  floor: Int32Array.from([0, 0]),
  ceiling: Int32Array.from([1, 1]),
  coverage: Int32Array.from([0]),
  floorPenalty: 0,
  coveragePenalty: 0,
};
const plan = Int32Array.from([0, 1, -1]);
const prices: Prices = {
  structure: Float64Array.from([6, 5]),
  bin: Float64Array.from([6, 5]),
  class: Float64Array.from([0]),
};

const because = (given: Partial<Instance>, assignedTo = plan, asked: Partial<Prices> = {}): string => {
  const verdict = verify({ ...instance, ...given }, assignedTo, { ...prices, ...asked });
  return verdict.optimal ? 'optimal' : verdict.because;
};
const whole = (...numbers: number[]) => Int32Array.from(numbers);

describe('Le vérificateur juge un plan sans savoir comment il a été fait', () => {
  it('proves the best plan to the unit', () => {
    expect(verify(instance, plan, prices)).toEqual({ optimal: true, value: 16, dual: 16 });
  });

  it('accepts every price that proves as much, and only those', () => {
    const asked = (price: number) =>
      because({}, plan, { structure: Float64Array.from([price, 5]), bin: Float64Array.from([price, 5]) });
    expect([5, 6, 7, 10, 11].map(asked).map((answer) => answer === 'optimal')).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('refuses a plan with one visit taken away, and says how much is missing', () => {
    expect(because({}, whole(0, -1, -1))).toContain('il manque 6');
  });

  it('refuses a plan that is worth less than another', () => {
    expect(because({}, whole(0, -1, 1))).toContain('il manque 1');
  });

  it('refuses a structure that an employer is not open to, by name', () => {
    expect(because({}, whole(1, -1, -1))).toContain('L’employeur 0 n’est pas ouvert à la structure 1');
    expect(because({}, whole(0, 1, 7))).toContain('L’employeur 2 n’est pas ouvert à la structure 7');
    expect(because({}, whole(-2, 1, -1))).toContain('L’employeur 0 n’est pas ouvert à la structure -2');
  });

  it('refuses more visits than a structure has, by name', () => {
    expect(because({ ceiling: whole(9, 9) }, whole(0, 0, -1))).toContain('au-delà de sa capacité de 1');
  });

  it('refuses more employers of a segment than the ceiling, by name', () => {
    expect(because({ capacity: whole(9, 9) }, whole(0, 0, -1))).toContain('au-delà de son plafond de 1');
  });

  it('refuses a plan that forgets an employer imposed on a structure', () => {
    expect(because({ pinnedTo: whole(-1, 0, -1) })).toContain('L’employeur 1 est imposé à la structure 0');
  });

  it('counts an employer imposed on a structure at its net worth, even at a loss', () => {
    const pinned = { pinnedTo: whole(-1, -1, 1) };
    const asked = { structure: Float64Array.from([7, 6]), bin: Float64Array.from([7, 6]) };
    expect(verify({ ...instance, ...pinned }, whole(0, -1, 1), { ...prices, ...asked })).toEqual({
      optimal: true,
      value: 15,
      dual: 15,
    });
  });

  it('lets pins alone exceed a capacity and a ceiling', () => {
    const pinned = { pinnedTo: whole(0, 0, -1), ceiling: whole(0, 1) };
    const asked = { structure: Float64Array.from([0, 5]), bin: Float64Array.from([0, 5]) };
    expect(verify({ ...instance, ...pinned }, whole(0, 0, 1), { ...prices, ...asked })).toEqual({
      optimal: true,
      value: 22,
      dual: 22,
    });
    const beside = { pinnedTo: whole(0, -1, -1), capacity: whole(0, 1), ceiling: whole(0, 1) };
    expect(because(beside, whole(0, 0, 1))).toContain('au-delà de son plafond de 0');
  });

  it('counts what a floor and a coverage are said to be worth, as far as they are met', () => {
    const wishes = { floor: whole(1, 1), floorPenalty: 100, coverage: whole(2), coveragePenalty: 50 };
    const asked = { bin: Float64Array.from([12, 11]), class: Float64Array.from([10]) };
    const both = { ...asked, structure: Float64Array.from([12, 11]) };
    expect(verify({ ...instance, ...wishes }, whole(-1, 0, 1), { ...prices, ...both })).toEqual({
      optimal: true,
      value: 12,
      dual: 312,
    });
    expect(because(wishes, plan, both)).toContain('il manque 46');
    expect(because({ ...wishes, floor: whole(1, 3) }, whole(-1, 0, 1), both)).toBe('optimal');
    expect(because({ ...wishes, coverage: whole(3) }, whole(-1, 0, 1), both)).toContain('il manque 40');
  });

  it('lets a floor make a visit worth less than nothing', () => {
    const wishes = { floor: whole(0, 2), floorPenalty: 3, capacity: whole(1, 3), ceiling: whole(1, 3) };
    const asked = { structure: Float64Array.from([1, 0]), bin: Float64Array.from([1, 0]) };
    expect(verify({ ...instance, ...wishes }, whole(0, 1, 1), { ...prices, ...asked })).toEqual({
      optimal: true,
      value: 21,
      dual: 27,
    });
    const subsidised = { structure: Float64Array.from([4, 0]), bin: Float64Array.from([4, -3]) };
    expect(because({ ...wishes, floor: whole(0, 3) }, whole(0, 1, 1), subsidised)).toBe('optimal');
  });

  it('refuses prices under zero, fractional or missing', () => {
    const at = (price: number) => Float64Array.from([price, 5]);
    expect(because({}, plan, { structure: at(-1) })).toContain('structure 0 est négatif');
    expect(because({}, plan, { class: Float64Array.from([-1]) })).toContain('classe 0 est négatif');
    expect(because({}, plan, { structure: at(6.5), bin: at(6.5) })).toContain('n’est pas un nombre entier');
    expect(because({}, plan, { bin: at(Number.NaN) })).toContain('n’est pas un nombre entier');
    expect(because({}, plan, { class: new Float64Array(0) })).toContain('Il faut un prix');
    expect(because({}, whole(0, 1))).toContain('2 employeurs au lieu de 3');
  });

  it('refuses to prove what it cannot count exactly', () => {
    const wide = { capacity: whole(2 ** 31 - 1, 1), ceiling: whole(2 ** 31 - 1, 1) };
    const asked = { structure: Float64Array.from([2 ** 40, 5]), bin: Float64Array.from([2 ** 40, 5]) };
    expect(because(wide, plan, asked)).toContain('dépassent 2^53');
  });
});
