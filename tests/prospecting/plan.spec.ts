import {
  adopted,
  allocatedPlan,
  closed,
  evaluated,
  evaluationOf,
  type Plan,
  submitted,
  turned,
  voiced,
} from '../../apps/prospecting/src/domain/plan';
import { assignedTo, type Recontact } from '../../apps/prospecting/src/domain/recontact';
import { at, EMPLOYER, id, ML, PE, PLIE } from './given';

const draft: Plan = {
  planId: id(600),
  territoryId: id(2),
  name: 'Printemps 2027',
  from: '2027-03-01',
  until: '2027-06-01',
  state: 'DRAFT',
  version: 1,
  policyVersion: null,
  segmentationId: null,
  inputsHash: null,
  voices: [],
  adoptedAt: null,
  closedOn: null,
};
const body = {
  members: [
    { partnerId: ML, voices: 2 },
    { partnerId: PE, voices: 3 },
  ],
  quorum: 4,
};
const spoken = (plan: Plan, partnerId: string, inFavour: boolean, remark: string | null = null) =>
  voiced(plan, body, { partnerId, inFavour, remark }, at('2027-01-15'));
const ready = submitted(allocatedPlan(draft, { policyVersion: 1, segmentationId: null, inputsHash: 'abc' }));
const adopt = (plan: Plan, today = '2027-02-01') => adopted(plan, body, at('2027-02-01'), today);

describe('A concerted plan', () => {
  it('is allocated before it is submitted', () => {
    expect(() => submitted(draft)).toThrow('Calculez d’abord');
    expect(() => allocatedPlan(ready, { policyVersion: 1, segmentationId: null, inputsHash: 'x' })).toThrow(
      'a été soumis',
    );
  });

  it('is adopted by the voices of the steering body, at the quorum and for more than against', () => {
    const one = spoken(ready, PE, true);
    expect(() => adopt(one)).toThrow('Le quorum n’est pas atteint : 3 voix sur 4 nécessaires.');
    expect(adopt(spoken(one, ML, false))).toMatchObject({ state: 'ADOPTED' });
    expect(() => adopt(spoken(spoken(ready, PE, false), ML, true))).toThrow('2 voix pour, 3 contre');
  });

  it('counts the last word of a member, and no voice of a partner outside the body', () => {
    const twice = spoken(spoken(ready, PE, false), PE, true);
    expect(twice.voices).toMatchObject([{ partnerId: PE, voices: 3, inFavour: true }]);
    expect(twice.voices).toHaveLength(1);
    expect(() => spoken(ready, PLIE, true)).toThrow('n’a pas de voix');
  });

  it('runs from its first day to its last one, then is closed and evaluated (BR-42)', () => {
    const plan = adopt(spoken(spoken(ready, PE, true), ML, true));
    expect(turned(plan, '2027-02-28')).toBe(plan);
    expect(turned(plan, '2027-03-01').state).toBe('RUNNING');
    expect(turned(plan, '2027-06-01')).toMatchObject({ state: 'CLOSED', closedOn: '2027-06-01' });
    expect(adopt(spoken(spoken(ready, PE, true), ML, true), '2027-03-02').state).toBe('RUNNING');
    expect(evaluated(closed(plan, '2027-05-01')).state).toBe('EVALUATED');
    expect(() => evaluated(plan)).toThrow('une fois clos');
  });

  it('is evaluated by what was held of what was planned, and what was reached beside it (BR-98)', () => {
    const pairs = [
      { employerId: 'a', partnerId: ML },
      { employerId: 'b', partnerId: PE },
    ];
    const held = [
      { employerId: 'a', partnerId: ML, firstContact: true },
      { employerId: 'a', partnerId: ML, firstContact: false },
      { employerId: 'b', partnerId: ML, firstContact: false },
      { employerId: 'c', partnerId: PE, firstContact: true },
    ];
    expect(evaluationOf(pairs, held)).toEqual({
      planned: 2,
      held: 1,
      newEmployersReached: 2,
      reachedOutsidePlan: 1,
    });
  });
});

describe('The recontact of a BMO respondent', () => {
  const recontact: Recontact = {
    recontactId: id(800),
    employerId: EMPLOYER,
    campaignId: id(801),
    fapCode: 'T4Z62',
    positions: 2,
    seasonal: false,
    difficult: true,
    hiringMonth: '2027-09-01',
    dueAt: at('2027-05-01'),
    state: 'WAITING',
    partnerId: null,
    unitId: null,
    callOnly: false,
    notBefore: null,
  };
  const ml = { partnerId: ML, unitId: null };
  const assign = (coolDown: string | null, own = {}) =>
    assignedTo({ ...recontact, ...own }, ml, coolDown ? at(coolDown) : null, 'Europe/Paris', at('2027-05-01'))
      .recontact;

  it('is for the lead, at once when no cool-down runs (BR-55)', () => {
    expect(assign(null)).toMatchObject({
      state: 'ASSIGNED',
      partnerId: ML,
      callOnly: false,
      notBefore: at('2027-05-01'),
    });
  });

  it('waits for the end of the cool-down (BR-55)', () => {
    expect(assign('2027-07-01')).toMatchObject({ callOnly: false, notBefore: at('2027-07-01') });
  });

  it('is a call and not a visit when the hiring month comes before the end of the cool-down (BR-55)', () => {
    expect(assign('2027-07-01', { hiringMonth: '2027-06-01' })).toMatchObject({
      callOnly: true,
      notBefore: at('2027-05-01'),
    });
  });
});
