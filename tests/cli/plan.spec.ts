import { capacitiesOf, rulesWith } from '../../apps/cli/src/plan/wished-rules';

const rules = {
  floors: [
    { segment: 'HIDDEN', percent: 35 },
    { segment: 'LARGE', percent: 5 },
  ],
  ceilings: [{ segment: 'LARGE', percent: 30 }],
  coverage: [{ territoryClass: 'RURAL', percent: 12 }],
};
const none = { floor: [], ceiling: [], coverage: [] };

describe('The rules of « concerto plan simulate »', () => {
  it('are the plan’s own where nothing is asked', () => {
    expect(rulesWith(rules, none)).toEqual(rules);
  });

  it('take the place of the plan’s rule on the same segment, and leave the others', () => {
    const asked = { floor: ['HIDDEN=56'], ceiling: ['LARGE=27,5'], coverage: ['RURAL=15'] };
    expect(rulesWith(rules, asked)).toEqual({
      floors: [
        { segment: 'LARGE', percent: 5 },
        { segment: 'HIDDEN', percent: 56 },
      ],
      ceilings: [{ segment: 'LARGE', percent: 27.5 }],
      coverage: [{ territoryClass: 'RURAL', percent: 15 }],
    });
  });

  it('that cannot be read are refused with an example', () => {
    for (const floor of ['HIDDEN', '=5', 'HIDDEN=beaucoup'])
      expect(() => rulesWith(rules, { ...none, floor: [floor] })).toThrow('écrivez NOM=NOMBRE');
  });

  it('leave a wrong number for the service to name', () => {
    expect(capacitiesOf(['u1=-3'])).toEqual([{ unitId: 'u1', visits: -3 }]);
  });
});
