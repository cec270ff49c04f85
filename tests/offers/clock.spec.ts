import fc from 'fast-check';
import { NATIONAL_POLICY } from '#contracts/policy';
import { addDays, daysBetween, localDateOf } from '#domain/local-date';
import { publicationDutyOf } from '../../apps/offers/src/domain/agreements';
import { changeTold, edit } from '../../apps/offers/src/domain/changes';
import {
  creditedDays,
  dayIndex,
  dueDayAfter,
  dueInstant,
  firstDueDay,
} from '../../apps/offers/src/domain/clock';
import { publishIfDue, startLateClock } from '../../apps/offers/src/domain/due';
import { dueAtOf, type Offer } from '../../apps/offers/src/domain/offer';
import { pause, resume } from '../../apps/offers/src/domain/pauses';
import { fill } from '../../apps/offers/src/domain/positions';
import {
  AGREEMENT,
  anOffer,
  CAP_EMPLOI,
  entrusting,
  MISSION_LOCALE,
  noon,
  PLIE,
  surroundings,
  theAgreement,
} from './given-offers';

const paused = (offer: Offer, from: string, until: string): Offer =>
  resume(pause(offer, from, 'EMPLOYER_REQUEST', noon(from)).state, until, NATIONAL_POLICY, noon(until)).state;

const paris = (instant: Date | null) => instant?.toLocaleString('sv-SE', { timeZone: 'Europe/Paris' });

describe('The 15-day clock', () => {
  it('falls due on the 16th day after collection, at 00:00 in Paris', () => {
    expect(paris(dueAtOf(anOffer()))).toBe('2026-03-17 00:00:00');
  });

  it('counts days of the calendar through the change to summer time and through 29 February', () => {
    expect(dueAtOf(anOffer({ collectedOn: '2026-03-20' }))?.toISOString()).toBe('2026-04-04T22:00:00.000Z');
    expect(dueAtOf(anOffer({ collectedOn: '2026-10-20' }))?.toISOString()).toBe('2026-11-04T23:00:00.000Z');
    expect(paris(dueAtOf(anOffer({ collectedOn: '2028-02-20' })))).toBe('2028-03-07 00:00:00');
    expect(paris(dueAtOf(anOffer({ collectedOn: '2026-02-20' })))).toBe('2026-03-08 00:00:00');
  });

  it('follows the wall of the territory overseas', () => {
    const offer = anOffer({}, { zone: 'America/Martinique' });
    expect(dueAtOf(offer)?.toISOString()).toBe('2026-03-17T04:00:00.000Z');
  });

  it('collected on 1 March, 3 posts, 1 filled on the 10th, paused from the 12th to the 17th: due on the 22nd, publishes 2 posts', () => {
    let offer = fill(
      anOffer(),
      { positions: 1, filledOn: null, introducedByPartnerId: null },
      noon('2026-03-10'),
    ).state;
    offer = pause(offer, null, 'EMPLOYER_REQUEST', noon('2026-03-12')).state;
    expect(dueAtOf(offer)).toBeNull();
    offer = edit(offer, { title: 'Cuisinier ou cuisinière' }, noon('2026-03-14')).state;
    offer = resume(offer, null, NATIONAL_POLICY, noon('2026-03-17')).state;
    expect(paris(dueAtOf(offer))).toBe('2026-03-22 00:00:00');

    expect(publishIfDue(offer, false, new Date('2026-03-21T22:59:59Z')).facts).toHaveLength(0);
    const { facts } = publishIfDue(offer, false, new Date('2026-03-21T23:00:00Z'));
    expect(facts).toMatchObject([{ type: 'PublicationOrdered.v1', data: { positions: 2, cycle: 1 } }]);
  });

  it('is not moved by an edit', () => {
    const offer = anOffer();
    const { state, facts } = edit(offer, { positions: 5, romeCode: 'G1603' }, noon('2026-03-14'));
    expect(dueAtOf(state)).toEqual(dueAtOf(offer));
    expect(facts[0]).toMatchObject({ data: { openPositions: 5, dueAt: dueAtOf(offer)?.toISOString() } });
  });

  it('never runs for a Mission locale without the commitment, which is never published by itself', () => {
    const offer = anOffer({ partnerId: MISSION_LOCALE });
    expect(dueAtOf(offer)).toBeNull();
    expect(publishIfDue(offer, false, noon('2027-03-01')).facts).toHaveLength(0);
  });

  it('starts for a Mission locale that signs, for the offers collected from that date on', () => {
    const signed = theAgreement({
      position: 2,
      effectiveFrom: '2026-03-10',
      commitments: [{ kind: 'PUBLISH_UNFILLED_AFTER', partnerId: MISSION_LOCALE, days: 15 }],
    });
    const agreements = [theAgreement(), signed];
    expect(publicationDutyOf(MISSION_LOCALE, '2026-03-09', agreements)).toBeNull();
    expect(publicationDutyOf(MISSION_LOCALE, '2026-03-10', agreements)).toEqual({
      agreementId: AGREEMENT,
      days: 15,
    });
  });

  it('keeps the 15 days of the day of collection when the agreement is amended to 20', () => {
    const amended = theAgreement({
      position: 2,
      effectiveFrom: '2026-03-05',
      commitments: [{ kind: 'PUBLISH_UNFILLED_AFTER', partnerId: CAP_EMPLOI, days: 20 }],
    });
    const agreements = [theAgreement(), amended];
    expect(anOffer({ collectedOn: '2026-03-04' }, { agreements }).dueOn).toBe('2026-03-20');
    expect(anOffer({ collectedOn: '2026-03-05' }, { agreements }).dueOn).toBe('2026-03-26');
  });

  it('does not start while the agreement is suspended or after its end; running clocks go on', () => {
    const suspended = theAgreement({ position: 2, kind: 'SUSPENDED', effectiveFrom: '2026-03-02' });
    const agreements = [theAgreement(), suspended];
    const running = anOffer({}, { agreements });
    expect(anOffer({ collectedOn: '2026-03-02' }, { agreements }).dueOn).toBeNull();
    expect(publishIfDue(running, false, noon('2026-03-17')).facts).toHaveLength(1);
    const ended = theAgreement({ position: 3, kind: 'ENDED', effectiveFrom: '2026-03-02' });
    expect(publicationDutyOf(PLIE, '2026-03-03', [...agreements, ended])).toBeNull();
  });

  it('starts as it should have when the agreement came to be known after the offer, and only then', () => {
    const early = anOffer({}, { agreements: [] });
    expect(early.dueOn).toBeNull();
    const late = startLateClock(early, surroundings(), noon('2026-03-02'));
    expect(late.state.dueOn).toBe('2026-03-17');
    const amended = theAgreement({
      position: 9,
      commitments: [{ kind: 'PUBLISH_UNFILLED_AFTER', partnerId: CAP_EMPLOI, days: 3 }],
    });
    expect(
      startLateClock(late.state, surroundings({ agreements: [amended] }), noon('2026-03-03')).state,
    ).toMatchObject({
      dueOn: '2026-03-17',
      agreementsSeen: 9,
    });
  });
});

describe('The day of collection', () => {
  it('is the day of receipt when it is missing', () => {
    expect(anOffer({ collectedOn: null }, {}, noon('2026-03-03'))).toMatchObject({
      collectedOn: '2026-03-03',
      dueOn: '2026-03-19',
    });
  });

  it('is refused in the future, by the calendar of the territory', () => {
    const justBeforeMidnight = new Date('2026-02-28T22:59:00Z');
    expect(() => anOffer({ collectedOn: '2026-03-01' }, {}, justBeforeMidnight)).toThrow('dans le futur');
    expect(anOffer({ collectedOn: '2026-03-01' }, {}, new Date('2026-02-28T23:00:00Z')).dueOn).toBe(
      '2026-03-17',
    );
  });

  it('more than 60 days old on arrival, gives a notice of two working days before publication', () => {
    const friday = noon('2026-05-15');
    const offer = anOffer({ collectedOn: '2026-03-01' }, {}, friday);
    expect(offer.dueOn).toBe('2026-05-20');
    expect(offer.notices).toMatchObject([{ kind: 'OLD_OFFER', subject: '2026-05-20' }]);
  });

  it('60 days old or less, makes an offer that is due already be published at once', () => {
    const offer = anOffer({ collectedOn: '2026-03-01' }, {}, noon('2026-04-30'));
    expect(offer.dueOn).toBe('2026-03-17');
    expect(publishIfDue(offer, false, noon('2026-04-30')).facts).toHaveLength(1);
  });

  it('of a partner’s first load, gives five working days to what is due already and changes nothing to the rest', () => {
    const monday = noon('2026-04-13');
    expect(anOffer({ collectedOn: '2026-03-01', backfill: true }, {}, monday).dueOn).toBe('2026-04-21');
    expect(anOffer({ collectedOn: '2026-04-10', backfill: true }, {}, monday).dueOn).toBe('2026-04-26');
  });
});

describe('For any dates, the clock', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1990-01-01', n));
  const zone = fc.constantFrom('Europe/Paris', 'America/Martinique', 'Indian/Reunion', 'Pacific/Noumea');

  it('is due at the first instant of the local day that follows the exclusivity', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 90 }), zone, (from, days, where) => {
        const at = dueInstant(dueDayAfter(from, days), where);
        expect(daysBetween(from, localDateOf(at, where))).toBe(days + 1);
        expect(daysBetween(from, localDateOf(new Date(at.getTime() - 1), where))).toBe(days);
        expect(dayIndex(dueDayAfter(from, days), days, from)).toBe(0);
      }),
    );
  });

  it('never makes an arriving offer due earlier than its commitment says', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 400 }), fc.boolean(), (from, age, backfill) => {
        const arrival = {
          clockFrom: from,
          collectedOn: from,
          receivedOn: addDays(from, age),
          backfill,
          region: 'FRANCE' as const,
        };
        const due = firstDueDay(arrival, 15, NATIONAL_POLICY);
        expect(due >= dueDayAfter(from, 15)).toBe(true);
        if (age > 60 || (backfill && age > 15)) expect(due > arrival.receivedOn).toBe(true);
      }),
    );
  });

  it('is moved by pauses exactly by the days that count, whatever their number and length', () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 25 })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(gaps, (list) => {
        let offer = anOffer();
        let today = offer.collectedOn;
        for (const [run, rest] of list) {
          const from = addDays(today, run);
          today = addDays(from, rest);
          offer = paused(offer, from, today);
        }
        const credit = creditedDays(offer.pauses, NATIONAL_POLICY);
        expect(credit).toBeLessThanOrEqual(30);
        expect(offer.dueOn).toBe(addDays(dueDayAfter(offer.clockFrom, 15), credit));
      }),
    );
  });
});

it('An offer says its due instant in every fact that may change it', () => {
  expect(changeTold(anOffer()).data).toMatchObject({ dueAt: '2026-03-16T23:00:00.000Z' });
  expect(entrusting().positions).toBe(3);
});
