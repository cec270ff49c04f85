import { Invalid } from '#domain/refused';
import { adoptPolicy, policyInForce } from '../../apps/partnership/src/domain/policy';
import {
  defineTerritory,
  redefineTerritory,
  seatBody,
  type Territory,
} from '../../apps/partnership/src/domain/territory';

const TERRITORY = '0190a000-0000-7000-8000-000000000001';
const PLIE = '0190a000-0000-7000-8000-0000000000a1';
const POLE = '0190a000-0000-7000-8000-0000000000a2';

const territory: Territory = {
  territoryId: TERRITORY,
  code: 'be-4431',
  name: 'Metz',
  grid: 'EMPLOYMENT_BASIN',
  gridVersion: '2021',
  timeZone: 'Europe/Paris',
  communes: ['57463', '57019'],
  body: [],
  quorum: 0,
};
const members = [PLIE, POLE].map((partnerId) => ({
  partnerId,
  code: `p-${partnerId.slice(-2)}`,
  kind: 'PLIE' as const,
  name: 'Un partenaire',
  territoryIds: [TERRITORY],
}));

const codesOf = (act: () => unknown): string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof Invalid) return error.errors.map(({ code }) => code);
    throw error;
  }
  return [];
};

describe('A territory', () => {
  it('is told whole, its communes in order', () => {
    const { facts } = defineTerritory(territory);
    expect(facts[0]).toMatchObject({ type: 'TerritoryDefined.v1', data: { communes: ['57019', '57463'] } });
  });

  it('with an unknown time zone is refused', () => {
    expect(codesOf(() => defineTerritory({ ...territory, timeZone: 'Europe/Metz' }))).toEqual([
      'time-zone-unknown',
    ]);
  });

  it('redefined as it is tells nothing', () => {
    const { state } = defineTerritory(territory);
    expect(redefineTerritory(state, { communes: ['57463', '57019'] }).facts).toEqual([]);
  });

  it('has a body whose quorum can be reached, each member once', () => {
    const voices = [
      { partnerId: PLIE, voices: 2 },
      { partnerId: POLE, voices: 3 },
    ];
    expect(seatBody(territory, voices, 3, members).facts).toHaveLength(1);
    expect(codesOf(() => seatBody(territory, voices, 6, members))).toEqual(['quorum-out-of-reach']);
    expect(codesOf(() => seatBody(territory, [voices[0]!, voices[0]!], 1, members))).toEqual([
      'member-twice',
    ]);
    expect(codesOf(() => seatBody(territory, voices, 3, members.slice(1)))).toEqual(['member-unknown']);
  });
});

const adopt = (effectiveFrom: string, parameters: Record<string, number>, versions = [] as never[]) =>
  adoptPolicy(
    versions,
    { territoryId: TERRITORY, effectiveFrom, parameters, reason: 'Décision du comité du 28 février' },
    { now: new Date('2025-03-01T09:00:00Z'), timeZone: 'Europe/Paris', firstLoad: false },
  );

describe('The policy of a territory', () => {
  it('takes effect at the start of a local day, a day ahead at least', () => {
    const { facts } = adopt('2025-03-02', { coolDownOtherPartnerDays: 60 });
    expect(facts[0]).toMatchObject({ data: { version: 1, effectiveFrom: '2025-03-01T23:00:00.000Z' } });
    expect(codesOf(() => adopt('2025-03-01', {}))).toEqual(['effective-from-too-soon']);
  });

  it('knows its parameters and their range', () => {
    expect(codesOf(() => adopt('2025-03-02', { coolDown: 60 }))).toEqual(['parameter-unknown']);
    expect(codesOf(() => adopt('2025-03-02', { toString: 60 }))).toEqual(['parameter-unknown']);
    expect(codesOf(() => adopt('2025-03-02', { explorationPercent: 101 }))).toEqual([
      'parameter-out-of-range',
    ]);
    expect(codesOf(() => adopt('2025-03-02', { contactBudget: -1 }))).toEqual(['parameter-out-of-range']);
    expect(codesOf(() => adopt('2025-03-02', { contactBudget: Number.NaN }))).toEqual([
      'parameter-out-of-range',
    ]);
  });

  it('keeps what the next version does not name, and is in force from its own date on', () => {
    const first = adopt('2025-03-02', { coolDownOtherPartnerDays: 60 }).state;
    const second = adopt('2025-03-10', { contactBudget: 2 }, [...first] as never[]).state;
    expect(second.at(-1)).toMatchObject({
      version: 2,
      parameters: { coolDownOtherPartnerDays: 60, contactBudget: 2 },
    });
    expect(policyInForce(second, new Date('2025-03-05T00:00:00Z'))?.version).toBe(1);
    expect(policyInForce(second, new Date('2025-03-12T00:00:00Z'))?.version).toBe(2);
    expect(policyInForce(second, new Date('2025-02-12T00:00:00Z'))).toBeUndefined();
    expect(codesOf(() => adopt('2025-03-05', {}, [...second] as never[]))).toEqual([
      'policy-before-the-last',
    ]);
  });
});
