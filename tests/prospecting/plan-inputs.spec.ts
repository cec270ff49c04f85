import { NATIONAL_POLICY } from '#contracts/policy';
import { canonicalJson } from '../../apps/prospecting/src/domain/canonical';
import { capturedShare, expectedHires } from '../../apps/prospecting/src/domain/expected-hires';
import { planSegmentOf } from '../../apps/prospecting/src/domain/plan-segment';
import { rulesOf } from '../../apps/prospecting/src/domain/plan-wishes';
import { ruralCommunes } from '../../apps/prospecting/src/domain/territory-class';

const today = '2027-03-01';
const segment = (headcountBand: string, own: { contact?: string; offer?: string } = {}) =>
  planSegmentOf({ headcountBand, lastContactOn: own.contact ?? null, lastOfferOn: own.offer ?? null }, today);

describe('The hires that a plan expects of an employer', () => {
  it('grow with its size, and follow its sector', () => {
    const bySize = ['00', '01', '02', '03', '11', '12', '21', '22', '32'].map((band) =>
      expectedHires(band, '47.11F', 0),
    );
    expect([...bySize].sort((a, b) => a - b)).toEqual(bySize);
    expect(expectedHires('12', '56.10A', 0)).toBeGreaterThan(expectedHires('12', '64.19Z', 0));
  });

  it('are what its own BMO answers intend, when that is more', () => {
    expect(expectedHires('02', '47.11F', 6)).toBe(6);
    expect(expectedHires('32', '47.11F', 6)).toBeGreaterThan(6);
  });

  it('of an unknown size are neither none nor many', () => {
    expect(expectedHires('NN', null, 0)).toBeGreaterThan(0);
    expect(expectedHires('NN', null, 0)).toBeLessThan(expectedHires('11', null, 0));
  });

  it('are captured by the offers of the year, wholly at most', () => {
    expect([capturedShare(0, 4), capturedShare(1, 4), capturedShare(9, 4), capturedShare(1, 0)]).toEqual([
      0, 0.25, 1, 0,
    ]);
  });
});

describe('The segments of a plan', () => {
  it('call the hidden market what is small, not solicited for 12 months and without offer for 24', () => {
    expect(segment('02')).toBe('HIDDEN');
    expect(segment('12', { contact: '2026-02-28', offer: '2025-02-28' })).toBe('HIDDEN');
    expect(segment('02', { contact: '2026-03-02' })).toBe('KNOWN');
    expect(segment('02', { offer: '2025-03-03' })).toBe('KNOWN');
  });

  it('call large what employs 50 and more, known or not', () => {
    expect([segment('21'), segment('53', { contact: '2027-02-01' }), segment('12')]).toEqual([
      'LARGE',
      'LARGE',
      'HIDDEN',
    ]);
  });

  it('never take an unknown size for small (BR-11)', () => {
    expect(segment('NN', { contact: '2027-02-01' })).toBe('UNKNOWN');
  });
});

describe('Rural communes', () => {
  const prospects = (counts: Record<string, number>) =>
    Object.entries(counts).flatMap(([code, count]) => Array.from({ length: count }, () => code));

  it('are those with fewer prospects than the mean of the territory’s communes', () => {
    const rural = ruralCommunes(prospects({ '57463': 90, '57751': 30, '57616': 4, '57620': 2 }));
    expect([...rural].sort()).toEqual(['57616', '57620', '57751']);
  });

  it('are none where the territory is one commune, or nobody is in it', () => {
    expect(ruralCommunes(prospects({ '57463': 90 })).size).toBe(0);
    expect(ruralCommunes([]).size).toBe(0);
  });
});

describe('The rules with which a draft begins', () => {
  it('are those of the territory’s policy, and the share for exploration is the least of the hidden market (BR-25)', () => {
    expect(rulesOf(NATIONAL_POLICY)).toMatchObject({
      floors: [
        { segment: 'HIDDEN', percent: 35 },
        { segment: 'LARGE', percent: 5 },
      ],
      floorPenalty: 500_000,
      coveragePenalty: 400_000,
    });
    const local = { ...NATIONAL_POLICY, planHiddenFloorPercent: 5, explorationPercent: 20 };
    expect(rulesOf(local).floors[0]).toMatchObject({ segment: 'HIDDEN', percent: 20 });
  });
});

describe('The text that is hashed', () => {
  it('is the same whatever order the keys were written in, and another for another value', () => {
    const text = canonicalJson({ b: [1, { d: null, c: 'x' }], a: 0.25 });
    expect(text).toBe('{"a":0.25,"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson(JSON.parse('{"a":0.25,"b":[1,{"d":null,"c":"x"}]}'))).toBe(text);
    expect(canonicalJson({ a: [1, 2] })).not.toBe(canonicalJson({ a: [2, 1] }));
  });
});
