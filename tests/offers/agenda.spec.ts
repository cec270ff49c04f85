import { NATIONAL_POLICY } from '#contracts/policy';
import { agendaOf, expiresAtOf, remind } from '../../apps/offers/src/domain/agenda';
import {
  confirm,
  edit,
  expire,
  liftExemption,
  refusePublication,
} from '../../apps/offers/src/domain/changes';
import { publishIfDue } from '../../apps/offers/src/domain/due';
import type { Offer } from '../../apps/offers/src/domain/offer';
import { pause, resume } from '../../apps/offers/src/domain/pauses';
import { standingOf } from '../../apps/offers/src/domain/standing';
import { anOffer, MISSION_LOCALE, noon } from './given-offers';

const kinds = (offer: Offer) => offer.notices.map(({ kind, subject }) => `${kind} ${subject}`);
const reminded = (offer: Offer, day: string) => remind(offer, NATIONAL_POLICY, noon(day)).state;

describe('What the holder is told', () => {
  it('five and two days before the due day, once each', () => {
    let offer = anOffer();
    expect(agendaOf(offer, NATIONAL_POLICY).remindAt?.toISOString()).toBe('2026-03-11T23:00:00.000Z');
    expect(reminded(offer, '2026-03-11')).toBe(offer);
    offer = reminded(offer, '2026-03-12');
    expect(reminded(offer, '2026-03-12')).toBe(offer);
    offer = reminded(offer, '2026-03-15');
    expect(kinds(offer)).toEqual(['DUE_IN_5_DAYS 2026-03-17', 'DUE_IN_2_DAYS 2026-03-17']);
  });

  it('only the last of what a stop made late, and nothing once the due time is there', () => {
    expect(kinds(reminded(anOffer(), '2026-03-16'))).toEqual(['DUE_IN_2_DAYS 2026-03-17']);
    expect(kinds(reminded(anOffer(), '2026-03-17'))).toEqual([]);
  });

  it('again for the new due day after a pause, nothing while it lasts', () => {
    let offer = reminded(anOffer(), '2026-03-12');
    offer = pause(offer, null, 'SEASON', noon('2026-03-12')).state;
    expect(reminded(offer, '2026-03-15')).toBe(offer);
    offer = resume(offer, null, NATIONAL_POLICY, noon('2026-03-20')).state;
    expect(kinds(reminded(offer, '2026-03-20'))).toEqual([
      'DUE_IN_5_DAYS 2026-03-17',
      'DUE_IN_5_DAYS 2026-03-25',
    ]);
  });

  it('that the pauses exceed what the policy allows, on that day, for the coordinator', () => {
    const paused = pause(anOffer(), null, 'SEASON', noon('2026-03-10')).state;
    expect(reminded(paused, '2026-04-09')).toBe(paused);
    expect(kinds(reminded(paused, '2026-04-10'))).toEqual(['PAUSE_EXCEEDED 1']);
  });

  it('seven days and one day before the offer expires', () => {
    const offer = anOffer({ partnerId: MISSION_LOCALE });
    expect(kinds(reminded(offer, '2026-04-24'))).toEqual(['EXPIRES_IN_7_DAYS 2026-05-01']);
    expect(kinds(reminded(offer, '2026-04-30'))).toEqual(['EXPIRES_IN_1_DAY 2026-05-01']);
  });
});

describe('Expiry', () => {
  const closed = (offer: Offer, silent: boolean, day: string) =>
    expire(offer, expiresAtOf(offer, NATIONAL_POLICY), silent, noon(day));

  it('comes 60 days after the last confirmation, and an edit is one', () => {
    const offer = anOffer();
    expect(closed(offer, false, '2026-04-30').facts).toEqual([]);
    expect(closed(offer, false, '2026-05-01').facts).toMatchObject([{ type: 'OfferExpired.v1' }]);
    const confirmed = confirm(offer, noon('2026-03-20')).state;
    const edited = edit(confirmed, { title: 'Cuisinier (H/F)' }, noon('2026-04-20')).state;
    expect(closed(confirmed, false, '2026-05-01').facts).toEqual([]);
    expect(closed(edited, false, '2026-05-20').facts).toEqual([]);
  });

  it('is put off from day to day while the partner is silent', () => {
    const { state, facts } = closed(anOffer(), true, '2026-05-01');
    expect(facts).toEqual([]);
    expect(kinds(state)).toEqual(['EXPIRY_FROZEN 2026-03-01']);
    expect(agendaOf(state, NATIONAL_POLICY).expireAt?.toISOString()).toBe('2026-05-01T22:00:00.000Z');
    expect(closed(state, false, '2026-05-02').state.status).toBe('EXPIRED');
  });
});

describe('What stands against publication', () => {
  it('is lifted without moving the clock, but by its own cause', () => {
    const refused = refusePublication(anOffer(), 'courriel', noon('2026-03-05')).state;
    expect(standingOf(refused, NATIONAL_POLICY, noon('2026-03-06')).standing).toBe('EXEMPT');
    expect(() => liftExemption(refused, true, noon('2026-03-20'))).toThrow('opposé à toute publication');
    const lifted = liftExemption(refused, false, noon('2026-03-20')).state;
    expect(publishIfDue(lifted, false, noon('2026-03-20')).facts).toHaveLength(1);
    const reserved = anOffer({ reservedBy: 'LAW' });
    expect(() => liftExemption(reserved, false, noon('2026-03-20'))).toThrow('réservée par la loi');
    const unreserved = edit(reserved, { reservedBy: 'PARTNER_PRACTICE' }, noon('2026-03-20')).state;
    expect(publishIfDue(unreserved, false, noon('2026-03-20')).facts).toHaveLength(1);
  });

  it('shows the day of the clock, which stands still while the offer is paused', () => {
    const paused = pause(anOffer(), null, 'SEASON', noon('2026-03-12')).state;
    const at = (offer: Offer, day: string) => standingOf(offer, NATIONAL_POLICY, noon(day));
    expect(at(anOffer(), '2026-03-16')).toMatchObject({ standing: 'RUNNING', dayIndex: 15, daysLeft: 1 });
    expect(at(anOffer(), '2026-03-17')).toMatchObject({ standing: 'DUE', daysLeft: 0 });
    expect(at(paused, '2026-03-16')).toMatchObject({ standing: 'PAUSED', dayIndex: 11 });
    const resumed = resume(paused, null, NATIONAL_POLICY, noon('2026-03-17')).state;
    expect(at(resumed, '2026-03-17')).toMatchObject({ dayIndex: 11, daysLeft: 5, pausedDays: 5 });
  });
});
