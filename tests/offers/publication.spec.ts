import fc from 'fast-check';
import { NATIONAL_POLICY } from '#contracts/policy';
import {
  alertAt,
  backOffSeconds,
  beginAttempt,
  isToSend,
  type SiteAnswer,
  settle,
} from '../../apps/offers/src/domain/attempt';
import { refusePublication, withdraw } from '../../apps/offers/src/domain/changes';
import { publishIfDue, publishNow } from '../../apps/offers/src/domain/due';
import { dueAtOf, type Offer, publishable } from '../../apps/offers/src/domain/offer';
import { pause, resume } from '../../apps/offers/src/domain/pauses';
import { fill } from '../../apps/offers/src/domain/positions';
import { idempotencyKeyOf, type Publication } from '../../apps/offers/src/domain/publication';
import { anOffer, MISSION_LOCALE, noon } from './given-offers';

const due = new Date('2026-03-16T23:00:00Z');
const minutesLater = (minutes: number) => new Date(due.getTime() + minutes * 60_000);
const ordered = (): Offer => publishIfDue(anOffer(), false, due).state;
const receipt: SiteAnswer = { kind: 'receipt', receipt: 'R-1' };
const filled = (offer: Offer, positions: number, now: Date) =>
  fill(offer, { positions, filledOn: null, introducedByPartnerId: null }, now);

/** The order after a call to the site that was answered. */
const called = (publication: Publication, answer: SiteAnswer, now: Date) =>
  settle(beginAttempt(publication, now), publication.revision, answer, now);

describe('An order to publish', () => {
  it('is made once per cycle, with the posts still open', () => {
    const offer = filled(anOffer(), 1, noon('2026-03-10')).state;
    const { state, facts } = publishIfDue(offer, false, due);
    expect(state.publication).toMatchObject({ state: 'DUE', positions: 2, cycle: 1, nextAttemptAt: due });
    expect(facts).toHaveLength(1);
    expect(publishIfDue(state, false, minutesLater(5)).facts).toHaveLength(0);
  });

  it('is not made for an offer that was filled, withdrawn or refused in time', () => {
    expect(publishIfDue(filled(anOffer(), 3, noon('2026-03-10')).state, false, due).facts).toHaveLength(0);
    expect(
      publishIfDue(withdraw(anOffer(), 'DUPLICATE', null, noon('2026-03-10')).state, false, due).facts,
    ).toHaveLength(0);
    const refused = refusePublication(anOffer(), 'courriel du 9 mars', noon('2026-03-10')).state;
    expect(publishIfDue(refused, false, due).facts).toHaveLength(0);
  });

  it('spares what is reserved by law or contract, and not what a partner reserves by practice', () => {
    expect(publishIfDue(anOffer({ reservedBy: 'LAW' }), false, due).facts).toHaveLength(0);
    expect(publishIfDue(anOffer({ reservedBy: 'CONTRACT' }), false, due).facts).toHaveLength(0);
    expect(publishIfDue(anOffer({ reservedBy: 'PARTNER_PRACTICE' }), false, due).facts).toHaveLength(1);
  });

  it('is not made when the employer opposed publication before the due time', () => {
    const { state, facts } = publishIfDue(anOffer(), true, due);
    expect(state).toMatchObject({ exempt: 'EMPLOYER_REFUSED_PUBLICATION', publication: null });
    expect(facts).toMatchObject([{ type: 'OfferChanged.v1', data: { dueAt: null } }]);
  });

  it('may be given by a holder who did not commit to it, and only once', () => {
    const offer = anOffer({ partnerId: MISSION_LOCALE });
    const { state } = publishNow(offer, false, noon('2026-03-02'));
    expect(state.publication).toMatchObject({ positions: 3, cycle: 1 });
    expect(() => publishNow(state, false, noon('2026-03-03'))).toThrow('déjà demandée');
  });

  it('bears the same name at the site at every attempt', () => {
    const first = ordered().publication!;
    const again = beginAttempt(called(first, { kind: 'unknown' }, due).publication, minutesLater(1));
    expect(idempotencyKeyOf(again)).toBe(idempotencyKeyOf(first));
    expect(again.attempts).toBe(2);
  });

  it('goes from due to sent to acknowledged, and tells its receipt once even when the site answers twice', () => {
    const { publication, facts } = called(ordered().publication!, receipt, minutesLater(1));
    expect(publication).toMatchObject({ state: 'ACKNOWLEDGED', receipt: 'R-1', nextAttemptAt: null });
    expect(facts).toMatchObject([{ type: 'PublicationAcknowledged.v1' }]);
    expect(settle(publication, 1, receipt, minutesLater(2)).facts).toHaveLength(0);
  });

  it('that is settled is not moved by an answer that comes late, whatever it says', () => {
    const { publication } = called(ordered().publication!, receipt, minutesLater(1));
    for (const late of [receipt, { kind: 'rejected', reason: 'WORDING' }, { kind: 'unknown' }] as const)
      expect(settle(publication, 1, late, minutesLater(2))).toEqual({ publication, facts: [] });
    const updated = filled({ ...ordered(), publication }, 1, minutesLater(3)).state.publication!;
    const taken = called(updated, { kind: 'receipt', receipt: 'R-1' }, minutesLater(4)).publication;
    expect(settle(taken, 1, { kind: 'rejected', reason: 'WORDING' }, minutesLater(5)).publication).toBe(
      taken,
    );
  });

  it('of which the answer was lost, is tried again later and later', () => {
    const { publication } = called(ordered().publication!, { kind: 'unknown' }, due);
    expect(publication.state).toBe('UNKNOWN');
    expect(isToSend(publication, due)).toBe(false);
    expect(isToSend(publication, minutesLater(1))).toBe(true);
    expect([1, 2, 3, 4, 20].map(backOffSeconds)).toEqual([5, 10, 20, 40, 900]);
  });

  it('whose sender was killed in the middle of the call, is taken up again', () => {
    const inFlight = beginAttempt(ordered().publication!, due);
    expect(inFlight.state).toBe('SENT');
    expect(isToSend(inFlight, minutesLater(0.5))).toBe(false);
    expect(isToSend(inFlight, minutesLater(1))).toBe(true);
  });

  it('that the site refuses keeps the reason, and is due again once the offer says something else', () => {
    const { publication, facts } = called(
      ordered().publication!,
      { kind: 'rejected', reason: 'WORDING' },
      minutesLater(1),
    );
    expect(publication).toMatchObject({ state: 'REJECTED', reason: 'WORDING', nextAttemptAt: null });
    expect(facts).toMatchObject([{ type: 'PublicationRejected.v1', data: { reason: 'WORDING' } }]);
    const offer = filled({ ...ordered(), publication }, 1, minutesLater(9)).state;
    expect(offer.publication).toMatchObject({ state: 'DUE', revision: 2, nextAttemptAt: minutesLater(9) });
  });

  it('that the site refused and that is no longer wanted leaves nothing to say to the site', () => {
    const { publication } = called(
      ordered().publication!,
      { kind: 'rejected', reason: 'WORDING' },
      minutesLater(1),
    );
    const gone = withdraw({ ...ordered(), publication }, 'DUPLICATE', null, minutesLater(2)).state
      .publication;
    expect(gone).toMatchObject({ state: 'REJECTED', wanted: 'RETRACTED', nextAttemptAt: null });
  });

  it('without an answer for 24 hours deserves a person', () => {
    const { publication } = called(ordered().publication!, { kind: 'unknown' }, due);
    expect(alertAt(publication, 24)).toEqual(minutesLater(24 * 60));
    expect(alertAt(called(publication, receipt, minutesLater(60)).publication, 24)).toBeNull();
  });
});

describe('What happens after the order', () => {
  it('all filled an hour after the order was sent: one publication, one retraction, one hire', () => {
    const sent = { ...anOffer({ positions: 1 }), publication: beginAttempt(ordered().publication!, due) };
    const hire = filled(sent, 1, minutesLater(60));
    expect(hire.facts.map(({ type }) => type)).toEqual(['OfferPositionsFilled.v1']);
    const late = settle(hire.state.publication!, 1, receipt, minutesLater(61));
    expect(late.publication).toMatchObject({
      state: 'ACKNOWLEDGED',
      wanted: 'RETRACTED',
      nextAttemptAt: minutesLater(61),
    });
    const taken = called(late.publication, { kind: 'retracted' }, minutesLater(62));
    expect(taken.publication.state).toBe('RETRACTED');
    expect([...late.facts, ...taken.facts].map(({ type }) => type)).toEqual([
      'PublicationAcknowledged.v1',
      'PublicationRetracted.v1',
    ]);
  });

  it('filled before it was ever sent, the site never hears of it', () => {
    const { state, facts } = filled(ordered(), 3, minutesLater(1));
    expect(state.publication).toMatchObject({ state: 'RETRACTED', nextAttemptAt: null });
    expect(facts.map(({ type }) => type)).toEqual(['OfferPositionsFilled.v1', 'PublicationRetracted.v1']);
  });

  it('partly filled, what is published is updated under the same name', () => {
    const published = { ...ordered(), publication: called(ordered().publication!, receipt, due).publication };
    const { state } = filled(published, 1, minutesLater(10));
    expect(state.publication).toMatchObject({
      positions: 2,
      revision: 2,
      nextAttemptAt: minutesLater(10),
      cycle: 1,
    });
  });

  it('refused by the employer once published, it is taken back', () => {
    const published = { ...ordered(), publication: called(ordered().publication!, receipt, due).publication };
    const { state } = refusePublication(published, null, minutesLater(10));
    expect(state.publication).toMatchObject({ wanted: 'RETRACTED', nextAttemptAt: minutesLater(10) });
  });

  it('paused once published, it is taken back and published again in a new cycle on resume', () => {
    const published = { ...ordered(), publication: called(ordered().publication!, receipt, due).publication };
    const paused = pause(published, null, 'SEASON', minutesLater(10)).state;
    expect(paused.publication?.wanted).toBe('RETRACTED');
    const resumed = resume(paused, null, NATIONAL_POLICY, minutesLater(20)).state;
    expect(publishIfDue(resumed, false, minutesLater(21)).facts).toMatchObject([{ data: { cycle: 2 } }]);
  });

  it('a refused retraction does not exist: silence is tried again until the site confirms', () => {
    const published = { ...ordered(), publication: called(ordered().publication!, receipt, due).publication };
    const gone = withdraw(published, 'DUPLICATE', null, minutesLater(10)).state.publication!;
    const { publication } = called(gone, { kind: 'unknown' }, minutesLater(11));
    expect(publication).toMatchObject({ state: 'ACKNOWLEDGED', wanted: 'RETRACTED' });
    expect(publication.nextAttemptAt).not.toBeNull();
  });
});

it('Whatever the order of fills, pauses, calls and answers, the last wish is that of the offer and nothing is forgotten', () => {
  const step = fc.constantFrom(
    'fill',
    'pause',
    'resume',
    'due',
    'begin',
    'receipt',
    'rejected',
    'unknown',
    'old',
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let offer = anOffer({ positions: 4 });
      let acknowledged = 0;
      let minutes = 0;
      for (const name of steps) {
        const before = offer;
        offer = play(offer, name, minutesLater(++minutes));
        if (before.publication?.acknowledgedAt == null && offer.publication?.acknowledgedAt != null)
          acknowledged++;
        const order = offer.publication;
        if (order === null) continue;
        const wanted = publishable(offer);
        expect(order.wanted === 'RETRACTED' ? wanted : order.positions).toBe(
          order.wanted === 'RETRACTED' ? 0 : wanted,
        );
        const settled = order.nextAttemptAt === null;
        if (settled && order.wanted === 'RETRACTED') expect(['RETRACTED', 'REJECTED']).toContain(order.state);
        if (settled && order.wanted === 'PUBLISHED')
          expect(['ACKNOWLEDGED', 'REJECTED']).toContain(order.state);
      }
      expect(acknowledged).toBeLessThanOrEqual(offer.cycle);
    }),
    { numRuns: 500 },
  );
});

function play(offer: Offer, name: string, now: Date): Offer {
  const { publication } = offer;
  const take = (answer: SiteAnswer, revision = publication?.revision ?? 0): Offer =>
    publication ? { ...offer, publication: settle(publication, revision, answer, now).publication } : offer;
  const isRetraction = publication?.wanted === 'RETRACTED';
  switch (name) {
    case 'fill':
      return offer.status === 'OPEN' ? filled(offer, 1, now).state : offer;
    case 'pause':
      return offer.status === 'OPEN' ? pause(offer, null, 'SEASON', now).state : offer;
    case 'resume':
      return offer.status === 'PAUSED' ? resume(offer, null, NATIONAL_POLICY, now).state : offer;
    case 'due':
      return publishIfDue(offer, false, dueAtOf(offer) ?? now).state;
    case 'begin':
      return publication?.nextAttemptAt ? { ...offer, publication: beginAttempt(publication, now) } : offer;
    case 'receipt':
      return take(isRetraction ? { kind: 'retracted' } : receipt);
    case 'rejected':
      return isRetraction ? offer : take({ kind: 'rejected', reason: 'WORDING' });
    case 'old':
      return publication && publication.revision > 1 ? take(receipt, publication.revision - 1) : offer;
    default:
      return take({ kind: 'unknown' });
  }
}
