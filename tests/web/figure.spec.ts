import type { Indicator } from '../../apps/web/src/api/dashboard';
import { differenceOf, figureOf, fractionOf, movedBy, toneOf } from '../../apps/web/src/overview/figure';
import { gridLines, heatOf, heatSteps } from '../../apps/web/src/overview/scale';
import { dashboard } from './dashboard-fixture';

const redundancy = (given: Partial<Indicator> = {}): Indicator => ({
  ...dashboard().indicators[2]!,
  ...given,
});

describe('A figure is computed from the two numbers shown under it', () => {
  it('a rate divides them, a count is its own number', () => {
    expect(figureOf(redundancy())).toBe('3,0\u00a0%');
    expect(fractionOf(redundancy())).toBe('34 / 1\u202f126\u00a0établissements');
    expect(figureOf(dashboard().indicators[0]!)).toBe('412');
    expect(fractionOf(dashboard().indicators[0]!)).toBe('137 de plus de 30 jours');
  });

  it('what is not measured is not zero', () => {
    const unknown = redundancy({ numerator: null, notMeasuredBecause: 'offres non importées' });
    expect(figureOf(unknown)).toBeNull();
    expect(fractionOf(unknown)).toBe('offres non importées');
    expect(figureOf(redundancy({ numerator: 0 }))).toBe('0,0\u00a0%');
  });

  it('a difference is good or bad by what the figure means, not by its direction', () => {
    expect(differenceOf(redundancy())).toBe('−0,6\u00a0pt');
    expect(toneOf(redundancy())).toBe('ok');
    expect(toneOf(redundancy({ betterWhen: 'higher' }))).toBe('bad');
    expect(toneOf(redundancy({ betterWhen: null }))).toBe('plain');
    expect(toneOf(redundancy({ change: null }))).toBe('plain');
  });

  it('says by how much a figure has just moved', () => {
    expect(movedBy(redundancy(), redundancy({ numerator: 35 }))).toBe('+1');
    expect(movedBy(redundancy(), redundancy())).toBeNull();
    expect(movedBy(undefined, redundancy())).toBeNull();
  });
});

describe('Scales are round and honest', () => {
  it('the grid starts at zero and has two or three lines above it', () => {
    expect(gridLines(445)).toEqual([0, 200, 400]);
    expect(gridLines(9)).toEqual([0, 5]);
    expect(gridLines(1)).toEqual([0, 1]);
  });

  it('heat keeps zero apart and gives the highest value the darkest step', () => {
    const steps = heatSteps(131);
    expect(heatOf(0, steps)).toBe(0);
    expect(heatOf(1, steps)).toBe(1);
    expect(heatOf(131, steps)).toBe(5);
    expect(heatOf(2, heatSteps(2))).toBe(5);
  });
});
