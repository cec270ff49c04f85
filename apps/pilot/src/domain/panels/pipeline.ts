import type { PartnerKind } from '#contracts/vocabulary';
import { romeLabel } from '#domain/codes/rome';
import { localDateOf } from '#domain/local-date';
import type { Pipeline, PipelineNetwork, PipelineOffer } from '../answers/pipeline';
import { CLOCK_WINDOW_DAYS, type ClockEnd, clockEnds, type OnTheClock, onTheClock } from '../clock';
import type { Evidence } from '../evidence';
import type { Moment } from '../moment';
import { silencesAt } from '../silence';
import { inOrder } from './networks';

const OFFERS_AT_MOST = 500;
const USUAL_DAYS = 15;

/** Shared offers on their way to publication: only the networks that owe it (BR-65). */
export function pipeline(evidence: Evidence, moment: Moment): Pipeline {
  const clocks = onTheClock(evidence, moment);
  const ends = clockEnds(evidence, moment, CLOCK_WINDOW_DAYS);
  const count = (end: ClockEnd) => ends.filter((one) => one.end === end).length;
  return {
    days: evidence.publicationDuties[0]?.days ?? USUAL_DAYS,
    networks: networks(evidence, moment, clocks),
    dueSoon: dueSoon(clocks, moment),
    last30Days: {
      filledBefore: count('FILLED_BEFORE'),
      published: count('PUBLISHED'),
      exempt: count('EXEMPT'),
    },
  };
}

function networks(evidence: Evidence, moment: Moment, clocks: readonly OnTheClock[]): PipelineNetwork[] {
  const kinds = new Map(evidence.partners.map(({ partnerId, kind }) => [partnerId, kind]));
  const bound = new Set(
    [
      ...evidence.publicationDuties.map(({ partnerId }) => partnerId),
      ...clocks.map(({ offer }) => offer.partnerId),
    ]
      .map((partnerId) => kinds.get(partnerId))
      .filter((kind) => kind !== undefined),
  );
  return inOrder(bound).map((network) => {
    const own = clocks.filter(({ offer }) => kinds.get(offer.partnerId) === network);
    return {
      network,
      offerCount: own.length,
      positionCount: own.reduce((sum, { state }) => sum + state.open, 0),
      offers: own
        .sort((a, b) => (`${a.dueOn} ${a.offer.offerId}` < `${b.dueOn} ${b.offer.offerId}` ? -1 : 1))
        .slice(0, OFFERS_AT_MOST)
        .map((clock) => pipelineOffer(evidence, clock)),
      silentSince: silentSince(evidence, moment, network),
    };
  });
}

const pipelineOffer = (evidence: Evidence, { offer, state, dueOn, dayIndex }: OnTheClock): PipelineOffer => ({
  offerId: offer.offerId,
  title: romeLabel(offer.romeCode) ?? null,
  employer: evidence.employers.get(offer.employerId)?.publicName ?? null,
  dayIndex,
  positions: state.open,
  dueOn,
  paused: state.paused,
});

/** Since when nothing came from the network: the latest day of its partners, when all of them are silent. */
function silentSince(evidence: Evidence, moment: Moment, network: PartnerKind): string | null {
  const connected = silencesAt(evidence, moment).filter(
    ({ partner, feed }) => partner.kind === network && feed !== null,
  );
  if (connected.length === 0 || !connected.every(({ silent }) => silent)) return null;
  const days = connected.map(({ feed }) => localDateOf(feed!.lastAt, moment.timeZone)).sort();
  return days.at(-1)!;
}

function dueSoon(clocks: readonly OnTheClock[], moment: Moment): Pipeline['dueSoon'] {
  const days = new Map<string, { on: string; offers: number; positions: number }>();
  for (const { dueOn, state } of clocks) {
    if (state.paused || dueOn < moment.on) continue;
    const day = days.get(dueOn) ?? { on: dueOn, offers: 0, positions: 0 };
    days.set(dueOn, { on: dueOn, offers: day.offers + 1, positions: day.positions + state.open });
  }
  return [...days.values()].sort((a, b) => (a.on < b.on ? -1 : 1)).slice(0, 5);
}
