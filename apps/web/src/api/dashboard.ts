/**
 * The exact shape of what `pilot` serves to the pilot's page.
 *
 *   GET /v1/dashboard                      -> Dashboard
 *   GET /v1/indicators/:id                 -> Indicator                      those that are no tile too: crossed-employers,
 *                                             filled-in-15-days, known-by-several, silent-feeds
 *   GET /v1/freshness                      -> { asOf, freshness: Freshness[] }   any signed-in person; the foot of the menu
 *   GET /v1/indicators/:id/rows?part=&cursor=  -> IndicatorRows                  part = 'numerator' (default) | 'denominator'
 *   GET /v1/stream                         -> server-sent events: `id:` global position, `event: changed`,
 *                                             `data: {"asOf": "..."}`, a comment line every 15 s; resumes after Last-Event-ID
 *
 * Instants are ISO 8601 in UTC ('2026-11-10T07:40:00.000Z'), days are local dates of the territory ('2026-11-10').
 * No rate is sent: the page divides numerator by denominator. `null` is "not measured", which differs from 0.
 * Words a person reads (label, what, how, of...) are French and come from the indicator's one definition.
 */

/** PartnerKind of the domain. The five networks of the report come first and in this order everywhere. */
export type Network =
  | 'POLE_EMPLOI'
  | 'MISSION_LOCALE'
  | 'PLIE'
  | 'CAP_EMPLOI'
  | 'SIAE'
  | 'CHAMBER'
  | 'OPCA'
  | 'MAISON_EMPLOI'
  | 'LOCAL_AUTHORITY';

export interface Dashboard {
  asOf: string;
  territory: { id: string; name: string };
  policyVersion: string | null;
  /** The numbers of the opening sentence. */
  sentence: Sentence;
  /**
   * In the order of the tiles: vacant-positions, tense-positions, redundancy, coverage, taken-in-5-days,
   * bmo-recontact. `redundancy` and `coverage` are also the ones that the panels below link to.
   */
  indicators: Indicator[];
  vacantStock: VacantStock;
  pipeline: Pipeline;
  overlap: Overlap;
  coverage: SegmentCoverage[];
  redundancy: Redundancy;
  bmo: BmoRecontacts;
  freshness: Freshness[];
  todo: ToDo[];
}

export interface Sentence {
  vacantPositions: number;
  /** Of those, older than `oldAfterDays` (30, BR-95). */
  oldPositions: number;
  oldAfterDays: number;
  /** Establishments solicited by two networks or more within `crossedWithinDays`. */
  crossedEmployers: number;
  crossedWithinDays: number;
  /** Offers whose publication falls due on or before `publicationsUntil`. */
  publicationsSoon: number;
  publicationsUntil: string;
  /** Partners silent for longer than three times their rhythm (BR-102), longest silence first. */
  silent: { name: string; network: Network; sinceDays: number }[];
}

export interface Indicator {
  /** Stable slug, as in /v1/indicators/:id. */
  id: string;
  label: string;
  /** 'percent' shows numerator / denominator; 'count' and 'days' show the numerator itself. */
  unit: 'count' | 'percent' | 'days';
  /** null: not measured, and `notMeasuredBecause` says why. */
  numerator: number | null;
  denominator: number | null;
  notMeasuredBecause?: string;
  /** What the denominator (or, without one, the numerator) counts, in a word: 'établissements', 'postes'. */
  noun: string;
  /** A second figure under a count: { value: 137, label: 'de plus de 30 jours' }. */
  aside: { value: number; label: string } | null;
  /** Which way is good news, for the colour of the difference. null: neither. */
  betterWhen: 'lower' | 'higher' | null;
  definitionVersion: number;
  method: Method;
  /** Networks that are silent and whose figures are in this one. */
  incomplete: Network[];
  /** Difference with `weeks` ago: percentage points for a percent, else the unit itself. */
  change: { value: number; weeks: number } | null;
  /** Oldest first, one point a week, 26 at most; empty when there is no history. */
  trend: { on: string; numerator: number; denominator: number | null; provisional: boolean }[];
}

export interface Method {
  /** One sentence: what the figure is. */
  what: string;
  /** How it is counted, rule by rule. */
  how: string;
  /** Which facts, of which services. */
  source: string;
  /** What does not count. */
  excludes: string;
  /** Beside each number of the fraction: 'sollicités par au moins deux réseaux' over 'établissements sollicités'. */
  numeratorIs: string;
  denominatorIs: string | null;
  /** Name and value, French: [{ name: 'Fenêtre', value: '90 jours' }]. */
  parameters: { name: string; value: string }[];
}

export interface IndicatorRows {
  asOf: string;
  indicator: string;
  part: 'numerator' | 'denominator';
  total: number;
  columns: RowColumn[];
  /** One object per row, by column key. Another partner's rows are aggregated, never listed. */
  rows: Record<string, string | number | Network[] | null>[];
  nextCursor: string | null;
}

/** 'date' is a local date, 'instant' ISO 8601, 'networks' a Network[], 'number' is aligned right. */
export interface RowColumn {
  key: string;
  label: string;
  kind: 'text' | 'siret' | 'number' | 'date' | 'instant' | 'networks';
}

export interface VacantStock {
  /** By age in days, BR-95: 0-15, 16-30, 31-60, then 61 and more with `to: null`. */
  buckets: { from: number; to: number | null; positions: number }[];
  /** One point a week, oldest first, the last one is now. `old` is older than 30 days; provisional: last 15 days. */
  series: { on: string; recent: number; old: number; provisional: boolean }[];
  /** Weeks as in `series`: what entered and left the stock. */
  flows: { on: string; opened: number; filled: number; withdrawn: number; provisional: boolean }[];
  /** Of this stock (BR-95), positions of which nobody said anything for 30 days. */
  toReconfirm: number;
  /** Thin verticals on the chart. */
  milestones: { on: string; kind: 'PLAN_ADOPTED' | 'DEFINITION_CHANGED'; label: string }[];
  incomplete: Network[];
}

export interface Pipeline {
  /** Days of exclusivity of the commitment: 15. Publication falls on day `days + 1` at 0 h. */
  days: number;
  /** Only the networks that have the commitment. `offers` is capped at 500 per network; the counts are not. */
  networks: {
    network: Network;
    offerCount: number;
    positionCount: number;
    offers: PipelineOffer[];
    /** Local date of the last thing received, when the network is silent; else null. */
    silentSince: string | null;
  }[];
  /** The next five due days that have offers. */
  dueSoon: { on: string; offers: number; positions: number }[];
  /** Of the offers whose 15 days ended in the last 30 days. */
  last30Days: { filledBefore: number; published: number; exempt: number };
}

export interface PipelineOffer {
  offerId: string;
  title: string | null;
  employer: string | null;
  /** Days on the clock, 0 on the day of collection; never counts paused days. */
  dayIndex: number;
  positions: number;
  dueOn: string;
  paused: boolean;
}

export interface Overlap {
  /** In the order of the five networks. */
  networks: Network[];
  /** Lower triangle: `a` is the row and comes after `b`. `a === b` is the diagonal: employers in that network's file. */
  cells: { a: Network; b: Network; employers: number; incomplete: boolean }[];
  /** Employers known by exactly n networks, n from 1. */
  known: { networks: number; employers: number }[];
  /** Employers of the territory that are in nobody's file. */
  nobody: number;
}

export interface SegmentCoverage {
  segment: string;
  label: string;
  /** Employers of the segment contacted in 12 months, over all its active employers. */
  reached: number;
  total: number;
}

export interface Redundancy {
  windowDays: number;
  /** Held visits in the window, and how many of them repeat another network's (BR-31). */
  heldVisits: number;
  redundantVisits: number;
  /** Held on another's employer, but justified: these do not count. */
  justified: { joint: number; requested: number; followUp: number; arbitrated: number };
  incomplete: Network[];
}

export interface BmoRecontacts {
  /** Communicable intentions whose recontact has fallen due in this campaign. */
  due: number;
  assigned: number;
  closed: number;
  outcomes: { outcome: BmoOutcome; count: number }[];
  incomplete: Network[];
}

/** BR-52. */
export type BmoOutcome =
  | 'HIRED'
  | 'PARTLY_HIRED'
  | 'STILL_OPEN'
  | 'POSTPONED'
  | 'DROPPED'
  | 'FILLED_OTHERWISE'
  | 'UNREACHABLE'
  | 'REFUSED_TO_ANSWER';

export interface Freshness {
  partnerCode: string;
  name: string;
  network: Network;
  /** Last thing received from this partner. null: never connected. */
  lastAt: string | null;
  /** Its usual rhythm. */
  expectedEveryHours: number;
  /** Longer than three times its rhythm, working days counted (BR-102). */
  silent: boolean;
  /** 31 days, oldest first, today last. */
  perDay: { on: string; count: number }[];
}

export interface ToDo {
  kind: ToDoKind;
  count: number;
  /** 'Cap emploi : 10 jours de silence', '4 offres à publier d’ici jeudi'. */
  sentence: string;
  /** Where the page goes: '#offres', '#fraicheur', '#recouvrement', '#bmo', or 'method:<indicator id>' for its rows. */
  href: string;
}

/** Seven at most, the most urgent first. */
export type ToDoKind =
  | 'SILENT_PARTNER'
  | 'OFFERS_DUE'
  | 'EMPLOYERS_CROSSED'
  | 'LEADS_UNANSWERED'
  | 'POSITIONS_TO_RECONFIRM'
  | 'PUBLICATIONS_REJECTED'
  | 'RECONTACTS_LATE';
