import { NATIONAL_POLICY } from '#contracts/policy';
import { withdraw } from '../../apps/offers/src/domain/changes';
import { publishIfDue } from '../../apps/offers/src/domain/due';
import { type Offer } from '../../apps/offers/src/domain/offer';
import { pause, resume } from '../../apps/offers/src/domain/pauses';
import { fill, reopen } from '../../apps/offers/src/domain/positions';
import { anOffer, noon } from './given-offers';

const paused = (offer: Offer, from: string, until: string): Offer =>
  resume(pause(offer, from, 'EMPLOYER_REQUEST', noon(from)).state, until, NATIONAL_POLICY, noon(until)).state;

const _paris = (instant: Date | null) => instant?.toLocaleString('sv-SE', { timeZone: 'Europe/Paris' });

describe('Pauses', () => {
  it('move the due day by the days that they lasted', () => {
    expect(paused(anOffer(), '2026-03-12', '2026-03-17').dueOn).toBe('2026-03-22');
    expect(paused(anOffer(), '2026-03-12', '2026-03-12').dueOn).toBe('2026-03-17');
  });

  it('count for 30 days at most, then the clock runs again', () => {
    expect(paused(anOffer(), '2026-03-10', '2026-05-10').dueOn).toBe('2026-04-16');
  });

  it('count twice at most', () => {
    const twice = paused(paused(anOffer(), '2026-03-02', '2026-03-04'), '2026-03-05', '2026-03-08');
    expect(twice.dueOn).toBe('2026-03-22');
    expect(paused(twice, '2026-03-09', '2026-03-14').dueOn).toBe('2026-03-22');
  });

  it('at due time hold the publication back; it is due on resume', () => {
    const held = pause(anOffer(), '2026-03-17', 'SEASON', noon('2026-03-17')).state;
    expect(publishIfDue(held, false, noon('2026-03-18')).facts).toHaveLength(0);
    const resumed = resume(held, '2026-03-20', NATIONAL_POLICY, noon('2026-03-20')).state;
    expect(publishIfDue(resumed, false, noon('2026-03-20')).facts).toHaveLength(1);
  });

  it('are refused in the future, before collection, or over another pause', () => {
    expect(() => pause(anOffer(), '2026-03-03', 'SEASON', noon('2026-03-02'))).toThrow('aujourd’hui');
    expect(() => pause(anOffer(), '2026-02-27', 'SEASON', noon('2026-03-02'))).toThrow('01/03/2026');
    const one = paused(anOffer(), '2026-03-02', '2026-03-05');
    expect(() => pause(one, '2026-03-04', 'SEASON', noon('2026-03-06'))).toThrow('05/03/2026');
    const open = pause(one, '2026-03-06', 'SEASON', noon('2026-03-06')).state;
    expect(() => resume(open, '2026-03-05', NATIONAL_POLICY, noon('2026-03-07'))).toThrow('06/03/2026');
    expect(() => pause(open, null, 'SEASON', noon('2026-03-07'))).toThrow('déjà suspendue');
  });
});

describe('An offer that comes back', () => {
  it('cancelled then recreated within 30 days, inherits the first clock', () => {
    const former = withdraw(anOffer(), 'DUPLICATE', null, noon('2026-03-10')).state;
    const again = anOffer({ collectedOn: '2026-03-15' }, { formerSimilar: [former] });
    expect(again).toMatchObject({ clockFrom: '2026-03-01', dueOn: '2026-03-17', collectedOn: '2026-03-15' });
    expect(anOffer({ collectedOn: '2026-04-10' }, { formerSimilar: [former] }).dueOn).toBe('2026-04-26');
    expect(
      anOffer(
        { collectedOn: '2026-03-15', newNeed: 'Ouverture d’un second service' },
        { formerSimilar: [former] },
      ).dueOn,
    ).toBe('2026-03-31');
  });

  it('inherits the pauses with the clock: they cannot be used a second time', () => {
    const twice = paused(paused(anOffer(), '2026-03-02', '2026-03-04'), '2026-03-05', '2026-03-08');
    const former = withdraw(twice, 'EMPLOYER_GAVE_UP', null, noon('2026-03-10')).state;
    const again = anOffer({ collectedOn: '2026-03-12' }, { formerSimilar: [former] });
    expect(again.dueOn).toBe('2026-03-22');
    expect(paused(again, '2026-03-13', '2026-03-18').dueOn).toBe('2026-03-22');
  });

  it('reopened after a failed hire, has the time that was left and five days at least', () => {
    const all = { positions: 3, filledOn: null, introducedByPartnerId: null };
    const filledEarly = fill(anOffer(), all, noon('2026-03-05')).state;
    expect(reopen(filledEarly, 1, NATIONAL_POLICY, noon('2026-03-20')).state).toMatchObject({
      status: 'OPEN',
      filled: 2,
      dueOn: '2026-04-01',
    });
    const filledLate = fill(anOffer(), all, noon('2026-03-16')).state;
    expect(reopen(filledLate, 1, NATIONAL_POLICY, noon('2026-03-20')).state.dueOn).toBe('2026-03-25');
    expect(() => reopen(filledEarly, 1, NATIONAL_POLICY, noon('2026-04-05'))).toThrow('plus de 30 jours');
  });
});
