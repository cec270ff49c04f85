import { Invalid, Refused } from '#domain/refused';
import type { Agreement } from '../../apps/partnership/src/domain/agreement';
import {
  amendAgreement,
  endAgreement,
  signAgreement,
  suspendAgreement,
} from '../../apps/partnership/src/domain/agreement';
import type { Moment } from '../../apps/partnership/src/domain/effective-from';
import type { Partner } from '../../apps/partnership/src/domain/partner';

const TERRITORY = '0190a000-0000-7000-8000-000000000001';
const PLIE = '0190a000-0000-7000-8000-0000000000a1';
const POLE = '0190a000-0000-7000-8000-0000000000a2';
const ABROAD = '0190a000-0000-7000-8000-0000000000a3';

const partner = (partnerId: string, territoryIds = [TERRITORY]): Partner => ({
  partnerId,
  code: `p-${partnerId.slice(-2)}`,
  kind: 'PLIE',
  name: 'PLIE du Pays',
  territoryIds,
});
const parties = [partner(PLIE), partner(POLE), partner(ABROAD, [])];

const agreement = (over: Partial<Agreement> = {}): Agreement => ({
  agreementId: '0190a000-0000-7000-8000-0000000000b1',
  territoryId: TERRITORY,
  title: 'Accord local',
  partnerIds: [PLIE, POLE],
  commitments: [{ kind: 'PUBLISH_UNFILLED_AFTER', partnerId: PLIE, days: 15 }],
  effectiveFrom: '2025-03-02',
  status: 'SIGNED',
  stoppedFrom: null,
  version: 1,
  ...over,
});

const on = (now: string, firstLoad = false): Moment => ({
  now: new Date(now),
  timeZone: 'Europe/Paris',
  firstLoad,
});
const FIRST_OF_MARCH = on('2025-03-01T09:00:00Z');

const codesOf = (act: () => unknown): string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof Invalid) return error.errors.map(({ code }) => code);
    if (error instanceof Refused) return [error.reason];
    throw error;
  }
  return [];
};

describe('An agreement', () => {
  it('is told with its commitments as data', () => {
    const { facts } = signAgreement(agreement(), parties, FIRST_OF_MARCH);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      type: 'AgreementSigned.v1',
      key: TERRITORY,
      data: { commitments: [{ kind: 'PUBLISH_UNFILLED_AFTER', partnerId: PLIE, days: 15 }] },
    });
  });

  it('takes effect the day after at the earliest, in the territory’s own day', () => {
    const late = on('2025-03-01T23:30:00Z');
    expect(codesOf(() => signAgreement(agreement(), parties, late))).toEqual(['effective-from-too-soon']);
    expect(codesOf(() => signAgreement(agreement(), parties, FIRST_OF_MARCH))).toEqual([]);
  });

  it('signed before Concerto comes in with its own date at the first load', () => {
    const old = agreement({ effectiveFrom: '2024-01-01' });
    expect(codesOf(() => signAgreement(old, parties, on('2025-03-01T09:00:00Z', true)))).toEqual([]);
  });

  it('binds its parties only, and they belong to its territory', () => {
    const wrong = agreement({
      partnerIds: [PLIE, ABROAD],
      commitments: [{ kind: 'OETH_OFFER_ACCESS', partnerId: POLE }],
    });
    expect(codesOf(() => signAgreement(wrong, parties, FIRST_OF_MARCH))).toEqual([
      'party-unknown',
      'debtor-not-a-party',
    ]);
  });

  it.each([
    ['the commitment to publish without its days', 'PUBLISH_UNFILLED_AFTER', null],
    ['the commitment to publish after no day', 'PUBLISH_UNFILLED_AFTER', 0],
    ['days on another commitment', 'CONCERTED_PLAN', 15],
  ] as const)('is refused with %s', (_case, kind, days) => {
    const wrong = agreement({ commitments: [{ kind, partnerId: PLIE, days }] });
    expect(codesOf(() => signAgreement(wrong, parties, FIRST_OF_MARCH))).toEqual(['days-of-commitment']);
  });

  it('amended from 15 to 20 days says the whole of its new terms, for what comes after (BR-76)', () => {
    const terms = {
      partnerIds: [PLIE, POLE],
      commitments: [{ kind: 'PUBLISH_UNFILLED_AFTER' as const, partnerId: PLIE, days: 20 }],
      effectiveFrom: '2025-03-10',
    };
    const { state, facts } = amendAgreement(agreement(), terms, parties, FIRST_OF_MARCH);
    expect(state.version).toBe(2);
    expect(facts[0]).toMatchObject({ type: 'AgreementAmended.v1', data: { effectiveFrom: '2025-03-10' } });
  });

  it('suspended is suspended once, and an amendment puts it in force again', () => {
    const { state } = suspendAgreement(agreement(), '2025-03-02', FIRST_OF_MARCH);
    expect(state).toMatchObject({ status: 'SUSPENDED', stoppedFrom: '2025-03-02' });
    expect(codesOf(() => suspendAgreement(state, '2025-03-05', FIRST_OF_MARCH))).toEqual([
      'agreement-already-suspended',
    ]);
    const again = amendAgreement(
      state,
      { ...agreement(), effectiveFrom: '2025-03-04' },
      parties,
      FIRST_OF_MARCH,
    );
    expect(again.state).toMatchObject({ status: 'SIGNED', stoppedFrom: null });
  });

  it('that has ended is never amended', () => {
    const { state } = endAgreement(agreement(), '2025-03-02', FIRST_OF_MARCH);
    expect(codesOf(() => amendAgreement(state, agreement(), parties, FIRST_OF_MARCH))).toEqual([
      'agreement-ended',
    ]);
  });
});
