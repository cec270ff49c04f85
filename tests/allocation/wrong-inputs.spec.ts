import type { PlanInputs, PlanRules, Quota } from '#allocation/plan-inputs';
import { refuseWrongInputs } from '#allocation/wrong-inputs';
import { Invalid } from '#domain/refused';
import { employer, knows, NO_RULES, planInputs, structure, WEIGHTS } from './given-plan';

function errorsOf(inputs: PlanInputs): { pointer: string; code: string; detail: string }[] {
  try {
    refuseWrongInputs(inputs);
    return [];
  } catch (error) {
    if (error instanceof Invalid) return [...error.errors];
    throw error;
  }
}

const named = (inputs: PlanInputs): string[] =>
  errorsOf(inputs).map(({ pointer, code }) => `${pointer} ${code}`);

const ml = structure('ml', { kind: 'MISSION_LOCALE', name: 'Mission locale de Woippy' });
const one = [employer('e', { territoryClass: 'RURAL' })];
const withRules = (rules: Partial<PlanRules>, own: Partial<PlanInputs> = {}) =>
  planInputs([ml, structure('pe')], one, { rules: { ...NO_RULES, ...rules }, ...own });
const quota = (segment: string, percent: number, own: Partial<Quota> = {}): Quota => ({
  structureId: null,
  kind: null,
  segment,
  percent,
  ...own,
});

describe('A wrong input is named', () => {
  it('a negative or fractional capacity, in a sentence that names the structure', () => {
    expect(errorsOf(planInputs([{ ...ml, capacity: -3 }], one))).toEqual([
      {
        pointer: '/structures/0/capacity',
        code: 'out-of-range',
        detail:
          'Mission locale de Woippy : la capacité doit être un nombre entier de visites, 0 ou plus (reçu : -3).',
      },
    ]);
    expect(named(planInputs([{ ...ml, capacity: 2.5, taken: Number.NaN }], one))).toEqual([
      '/structures/0/capacity out-of-range',
      '/structures/0/taken out-of-range',
    ]);
  });

  it('two quotas on the same structure and segment, also when one is of its kind', () => {
    const floors = [quota('HIDDEN', 40), quota('BIG', 10), quota('HIDDEN', 50, { kind: 'MISSION_LOCALE' })];
    expect(errorsOf(withRules({ floors }))).toEqual([
      {
        pointer: '/rules/floors/2',
        code: 'overlap',
        detail:
          'Deux planchers portent sur Mission locale de Woippy et le segment « HIDDEN » : gardez-en un.',
      },
    ]);
    expect(named(withRules({ ceilings: [quota('BIG', 1), quota('BIG', 2)] }))).toEqual([
      '/rules/ceilings/1 overlap',
    ]);
    const apart = [quota('HIDDEN', 40, { kind: 'PLIE' }), quota('HIDDEN', 50, { kind: 'MISSION_LOCALE' })];
    expect(named(withRules({ floors: apart }))).toEqual([]);
  });

  it('a floor above its ceiling', () => {
    expect(named(withRules({ floors: [quota('BIG', 40)], ceilings: [quota('BIG', 30)] }))).toEqual([
      '/rules/floors/0/percent above-ceiling',
    ]);
  });

  it('a percentage out of range, a quota on a segment or a structure that is not there, an unknown class', () => {
    expect(
      named(
        withRules({
          floors: [quota('BIG', 101), quota('NEW', 10)],
          ceilings: [quota('BIG', Number.NaN), quota('HIDDEN', 10, { structureId: 'cap' })],
          coverage: [
            { territoryClass: 'COAST', percent: 10 },
            { territoryClass: 'RURAL', percent: -1 },
            { territoryClass: 'RURAL', percent: 5 },
          ],
        }),
      ),
    ).toEqual([
      '/rules/floors/0/percent out-of-range',
      '/rules/floors/1/segment unknown',
      '/rules/ceilings/0/percent out-of-range',
      '/rules/ceilings/1/structureId unknown',
      '/rules/coverage/0/territoryClass unknown',
      '/rules/coverage/1/percent out-of-range',
      '/rules/coverage/2 overlap',
    ]);
  });

  it('an employer, a structure or a segment that is there twice', () => {
    expect(named(planInputs([ml, ml], [one[0]!, one[0]!], { segments: ['HIDDEN', 'HIDDEN'] }))).toEqual([
      '/segments/1 duplicate',
      '/structures/1 duplicate',
      '/employers/1 duplicate',
    ]);
  });

  it('an employer of a segment that the plan does not have', () => {
    expect(named(planInputs([ml], [employer('e', { segment: 'NEW' })]))).toEqual([
      '/employers/0/segment unknown',
    ]);
  });

  it('scores and figures out of range, and those that are no number', () => {
    const bad = employer('e', {
      expectedHires: Number.NaN,
      capturedShare: 1.2,
      knowledge: [knows('ml', 120), knows('ml', -1), knows('pe', Number.NaN)],
      position: { latitude: 91, longitude: 6 },
    });
    expect(named(planInputs([ml], [bad], { affinities: { TPE: { PLIE: 140 } } }))).toEqual([
      '/employers/0/expectedHires out-of-range',
      '/employers/0/capturedShare out-of-range',
      '/employers/0/knowledge/0/score out-of-range',
      '/employers/0/knowledge/1/score out-of-range',
      '/employers/0/knowledge/2/score out-of-range',
      '/employers/0/knowledge/1 duplicate',
      '/employers/0/position out-of-range',
      '/affinities/TPE/PLIE out-of-range',
    ]);
  });

  it('weights that are negative, endless, or worth more than the engine can count', () => {
    const weighed = (own: Partial<typeof WEIGHTS>) =>
      named(planInputs([ml], one, { weights: { ...WEIGHTS, ...own } }));
    expect(weighed({ visitEffect: -1, hiresScale: 0 })).toEqual([
      '/weights/visitEffect out-of-range',
      '/weights/hiresScale out-of-range',
    ]);
    expect(weighed({ nextBestMinimumPercent: 101 })).toEqual([
      '/weights/nextBestMinimumPercent out-of-range',
    ]);
    expect(weighed({ visitEffect: 2e9 })).toEqual(['/weights too-large']);
    expect(named(withRules({ floorPenalty: 0.5, coveragePenalty: -1 }))).toEqual([
      '/rules/floorPenalty out-of-range',
      '/rules/coveragePenalty out-of-range',
    ]);
  });

  it('a pin or a forbid on somebody who is not there, two pins of one employer, a pin that is forbidden', () => {
    const pair = (employerId: string, structureId: string) => ({ employerId, structureId });
    expect(named(withRules({}, { pins: [pair('x', 'ml')], forbids: [pair('e', 'x')] }))).toEqual([
      '/pins/0/employerId unknown',
      '/forbids/0/structureId unknown',
    ]);
    expect(named(withRules({}, { pins: [pair('e', 'ml'), pair('e', 'pe')] }))).toEqual(['/pins/1 overlap']);
    expect(named(withRules({}, { pins: [pair('e', 'ml')], forbids: [pair('e', 'ml')] }))).toEqual([
      '/pins/0 contradiction',
    ]);
  });

  it('tells how many there are, and names a hundred at most', () => {
    const many = Array.from({ length: 300 }, (_, at) => employer(`e${at}`, { expectedHires: -1 }));
    expect(() => refuseWrongInputs(planInputs([ml], many))).toThrow('300 données sont à corriger');
    expect(errorsOf(planInputs([ml], many))).toHaveLength(100);
  });
});

describe('A wish that cannot be met is no error', () => {
  it('floors of more than 100 % together, a floor that no employer can meet, no capacity, nobody at all', () => {
    expect(named(withRules({ floors: [quota('BIG', 90), quota('HIDDEN', 90)] }))).toEqual([]);
    expect(named(planInputs([{ ...ml, capacity: 0 }], one))).toEqual([]);
    expect(named(planInputs([], []))).toEqual([]);
  });
});
