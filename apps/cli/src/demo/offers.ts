import type { PartnerKind } from '#domain/codes/partner-kinds';
import { romeLabel } from '#domain/codes/rome';
import { addDays, type LocalDate } from '#domain/local-date';
import { type DemoEstablishment, isProspect } from './establishments';
import type { DemoPartner } from './network';
import { drawerOf, type Random } from './random';
import type { DemoRelation } from './relations';
import jobs from './weights/jobs.json';

/** What happened to an offer after it was entrusted, on a day not later than today. */
export type DemoOfferStep =
  | { readonly kind: 'PAUSE' | 'RESUME'; readonly on: LocalDate }
  | { readonly kind: 'FILL'; readonly on: LocalDate; readonly positions: number }
  | { readonly kind: 'WITHDRAW'; readonly on: LocalDate; readonly reason: string };

export interface DemoOffer {
  readonly ref: string;
  readonly partnerCode: string;
  readonly unitCode: string;
  readonly siret: string;
  readonly romeCode: string;
  readonly title: string;
  readonly positions: number;
  readonly collectedOn: LocalDate;
  readonly hiddenMarket: boolean;
  readonly reservedBy: 'LAW' | 'CONTRACT' | 'PARTNER_PRACTICE' | null;
  readonly oethSuitable: 'PE_ADVISOR' | 'EMPLOYER_DECLARED' | 'CERTIFIED' | null;
  readonly shared: boolean;
  /** History of before the feed was connected: never published at once (BR-122). */
  readonly backfill: boolean;
  readonly steps: readonly DemoOfferStep[];
}

const OFFERS: Partial<Record<PartnerKind, number>> = {
  POLE_EMPLOI: 180,
  MISSION_LOCALE: 70,
  PLIE: 55,
  CAP_EMPLOI: 55,
  SIAE: 40,
};

/** Days since the partners' offers come as they are collected; what is older is their first load. */
const CONNECTED_SINCE = 30;
/** An offer due on arrival would be published before its end is told: what ended is history as well. */
const COMMITTED_DAYS = 15;
const ENDS: ReadonlySet<DemoOfferStep['kind']> = new Set(['FILL', 'WITHDRAW', 'PAUSE']);

/** Chance that a network's offer is reserved, and on what basis (BR-72); the report says that most are, by practice. */
const RESERVED: Partial<Record<PartnerKind, readonly (readonly [DemoOffer['reservedBy'], number])[]>> = {
  POLE_EMPLOI: [
    [null, 97],
    ['CONTRACT', 3],
  ],
  MISSION_LOCALE: [
    [null, 45],
    ['PARTNER_PRACTICE', 50],
    ['LAW', 5],
  ],
  PLIE: [
    [null, 35],
    ['PARTNER_PRACTICE', 60],
    ['CONTRACT', 5],
  ],
  CAP_EMPLOI: [
    [null, 45],
    ['PARTNER_PRACTICE', 45],
    ['CONTRACT', 10],
  ],
  SIAE: [
    [null, 30],
    ['PARTNER_PRACTICE', 25],
    ['LAW', 45],
  ],
};

const jobsOf = new Map(
  jobs.activities.map(([naf, ...pairs]) => [
    String(naf),
    Array.from(
      { length: pairs.length / 2 },
      (_, n) => [String(pairs[2 * n]), Number(pairs[2 * n + 1])] as const,
    ),
  ]),
);

/** A job that employers of this activity hire for, as often as they do in reality. */
export const romeFor = (random: Random, nafCode: string): string =>
  random.weighted(jobsOf.get(nafCode) ?? [['K2204', 1] as const], ([, hirings]) => hirings)[0];

/** About 400 offers of the year, each with what became of it. */
export function offersOf(
  random: Random,
  partner: DemoPartner,
  relations: readonly DemoRelation[],
  establishments: readonly DemoEstablishment[],
  today: LocalDate,
): DemoOffer[] {
  const own = new Set(relations.map((relation) => relation.siret));
  const open = establishments.filter(isProspect);
  const drawOwn = drawerOf(
    open.filter((one) => own.has(one.siret)),
    (one) => one.visibility,
  );
  const drawAny = drawerOf(open, (one) => one.visibility);
  return Array.from({ length: OFFERS[partner.kind] ?? 0 }, (_, n) => {
    const employer = random.chance(0.8) ? drawOwn(random) : drawAny(random);
    const age = ageInDays(random, partner.kind, n);
    const positions = random.weighted([1, 1, 1, 2, 3, 4, 6], (one) => 1 / one);
    const romeCode = romeFor(random, employer.nafCode);
    const steps = lifeOf(random, age, positions, today);
    const reserved = RESERVED[partner.kind] ?? [[null, 1]];
    const suitable = partner.kind === 'POLE_EMPLOI' && random.chance(0.3);
    return {
      ref: `${partner.code}-o${String(n + 1).padStart(4, '0')}`,
      partnerCode: partner.code,
      unitCode: random.pick(partner.agents).unitCode,
      siret: employer.siret,
      romeCode,
      title: romeLabel(romeCode) ?? romeCode,
      positions,
      collectedOn: addDays(today, -age),
      hiddenMarket: partner.kind !== 'POLE_EMPLOI' && random.chance(0.55),
      reservedBy: random.weighted(reserved, ([, weight]) => weight)[0],
      oethSuitable: suitable
        ? random.pick(['PE_ADVISOR', 'PE_ADVISOR', 'EMPLOYER_DECLARED', 'CERTIFIED'])
        : null,
      shared: random.chance(0.7),
      backfill: age > CONNECTED_SINCE || (age > COMMITTED_DAYS && steps.some(({ kind }) => ENDS.has(kind))),
      steps,
    };
  });
}

/**
 * Offers come evenly over the year, so that the stock of vacant posts is steady; of the networks that must publish, one
 * in four is around its fifteenth day, so that clocks are seen to run out.
 */
function ageInDays(random: Random, kind: PartnerKind, n: number): number {
  const mustPublish = kind === 'CAP_EMPLOI' || kind === 'PLIE';
  return mustPublish && n % 4 === 0 ? random.int(10, 16) : random.int(0, 345);
}

/** Days that an offer stays open, on average. */
const MEAN_DAYS_TO_FILL = 36;

/** The older an offer, the likelier it was filled; after 58 days few are left as they were. */
function lifeOf(random: Random, age: number, positions: number, today: LocalDate): DemoOfferStep[] {
  const on = (days: number) => addDays(today, -age + days);
  const steps: DemoOfferStep[] = [];
  let delay = 0;
  if (age > 6 && random.chance(0.08)) {
    const from = random.int(2, Math.min(age - 3, 10));
    const until = from + random.int(2, Math.min(12, age - from));
    steps.push({ kind: 'PAUSE', on: on(from) });
    if (until > age || (age < 20 && random.chance(0.3))) return steps;
    steps.push({ kind: 'RESUME', on: on(until) });
    delay = until;
  }
  const lasts = delay + 1 + Math.floor(-Math.log(1 - random.next()) * MEAN_DAYS_TO_FILL);
  if (age > 58 && random.chance(0.12)) {
    const reason = random.pick(['EMPLOYER_GAVE_UP', 'FILLED_OTHERWISE']);
    return [...steps, { kind: 'WITHDRAW', on: on(Math.max(delay, Math.min(lasts, age - 1))), reason }];
  }
  if (lasts > age && (age <= 58 || random.chance(0.5))) return steps;
  const first = Math.max(delay, Math.min(lasts, age));
  const filled = positions > 1 && random.chance(0.45) ? random.int(1, positions - 1) : positions;
  steps.push({ kind: 'FILL', on: on(first), positions: filled });
  const rest = positions - filled;
  if (rest > 0 && (age > 58 || random.chance(0.3)))
    steps.push({ kind: 'FILL', on: on(Math.min(age, first + random.int(1, 12))), positions: rest });
  return steps;
}
