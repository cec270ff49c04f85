import fc from 'fast-check';
import { HEADCOUNT_BANDS } from '#domain/codes/headcount-bands';
import { nafCodes } from '#domain/codes/naf';
import {
  RULE_SETS,
  type SegmentAttributes,
  segmentOf,
} from '../../apps/segmentation/src/domain/segment-rules';

const [first] = RULE_SETS;
const employer = (over: Partial<SegmentAttributes>): SegmentAttributes => ({
  active: true,
  employer: true,
  partialDiffusion: false,
  headcountBand: '03',
  nafCode: '47.11F',
  knownByPartners: 0,
  ...over,
});

describe('The first segmentation', () => {
  it.each<[string, Partial<SegmentAttributes>, string]>([
    ['closed', { active: false, knownByPartners: 3 }, 'NOT_PROSPECTED'],
    ['under partial diffusion', { partialDiffusion: true }, 'NOT_PROSPECTED'],
    ['that no longer employs and is in nobody’s file', { employer: false }, 'NOT_PROSPECTED'],
    ['that no longer employs but is known', { employer: false, knownByPartners: 1 }, 'KNOWN_SMALL'],
    [
      'of unknown size, never assumed to be zero (BR-11)',
      { headcountBand: 'NN', knownByPartners: 2 },
      'UNKNOWN_SIZE',
    ],
    ['with a size that no list knows', { headcountBand: 'ZZ' }, 'UNKNOWN_SIZE'],
    ['in two partners’ files', { knownByPartners: 2, headcountBand: '53' }, 'SHARED'],
    [
      'in one partner’s file, with 10 employees',
      { knownByPartners: 1, headcountBand: '11' },
      'KNOWN_TEN_AND_MORE',
    ],
    ['in one partner’s file, with 9 employees', { knownByPartners: 1, headcountBand: '03' }, 'KNOWN_SMALL'],
    ['in nobody’s file, with 10 employees', { headcountBand: '11' }, 'NEW_TEN_AND_MORE'],
    ['in nobody’s file, small, in catering', { nafCode: '56.10A' }, 'NEW_SMALL_HIRING_SECTOR'],
    ['in nobody’s file, small, in retail', {}, 'NEW_SMALL'],
    ['in nobody’s file, without employee', { headcountBand: '00' }, 'NO_EMPLOYEE'],
    ['of an activity that NAF rév. 2 does not know', { nafCode: '00.9Z' }, 'NEW_SMALL'],
  ])('an employer %s', (_title, attributes, segment) => {
    expect(segmentOf(first!, employer(attributes)).code).toBe(segment);
  });

  it('puts any employer in exactly one segment, with a reason', () => {
    const any = fc.record({
      active: fc.boolean(),
      employer: fc.boolean(),
      partialDiffusion: fc.boolean(),
      headcountBand: fc.constantFrom(...HEADCOUNT_BANDS.map((band) => band.code)),
      nafCode: fc.option(fc.constantFrom(...nafCodes)),
      knownByPartners: fc.nat(6),
    });
    fc.assert(
      fc.property(fc.constantFrom(...RULE_SETS), any, (ruleSet, attributes) => {
        expect(segmentOf(ruleSet, attributes).because).toMatch(/^\p{Lu}.+\.$/u);
      }),
    );
  });

  it('names each segment once', () => {
    for (const { rules } of RULE_SETS)
      expect(new Set(rules.map((rule) => rule.code)).size).toBe(rules.length);
  });
});
