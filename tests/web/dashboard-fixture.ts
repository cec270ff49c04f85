import type { Dashboard, Indicator, IndicatorRows, Network } from '../../apps/web/src/api/dashboard';

/** The day of the visual reference: Tuesday 10 November 2026, 8 h 40 in Metz. Fictitious. */
export const AS_OF = '2026-11-10T07:40:00.000Z';

const dayBefore = (days: number): string =>
  new Date(Date.parse('2026-11-10T00:00:00Z') - days * 86_400_000).toISOString().slice(0, 10);

const weeks = Array.from({ length: 26 }, (_, index) => dayBefore((25 - index) * 7));
const wave = (index: number, middle: number, height: number): number =>
  Math.round(middle + height * Math.sin(index / 4));

const indicator = (given: Partial<Indicator> & Pick<Indicator, 'id' | 'label' | 'noun'>): Indicator => ({
  unit: 'percent',
  numerator: 1,
  denominator: 1,
  aside: null,
  betterWhen: 'higher',
  definitionVersion: 1,
  method: {
    what: 'Ce que le chiffre mesure, en une phrase.',
    how: 'Chaque ligne est comptée une fois, à la commune de l’établissement.',
    source: 'contacts enregistrés par la prospection',
    excludes: 'Les visites conjointes, les demandes de l’employeur et les suivis du chef de file.',
    numeratorIs: 'qui comptent',
    denominatorIs: 'en tout',
    parameters: [
      { name: 'Fenêtre', value: '90 jours' },
      { name: 'Maille', value: 'réseau' },
    ],
  },
  incomplete: [],
  change: null,
  trend: weeks.map((on, index) => ({
    on,
    numerator: wave(index, 60, 12),
    denominator: 100,
    provisional: index > 23,
  })),
  ...given,
});

const pipelineOffers = (counts: readonly number[], prefix: string, paused = 0) => [
  ...counts.flatMap((offers, dayIndex) =>
    Array.from({ length: offers }, (_, index) => ({
      offerId: `${prefix}-${dayIndex}-${index}`,
      title: 'Agent, agente de propreté',
      employer: 'Résidence Les Mirabelles',
      dayIndex,
      positions: 1,
      dueOn: dayBefore(dayIndex - 16),
      paused: false,
    })),
  ),
  ...Array.from({ length: paused }, (_, index) => ({
    offerId: `${prefix}-paused-${index}`,
    title: null,
    employer: null,
    dayIndex: 4,
    positions: 1,
    dueOn: dayBefore(-12),
    paused: true,
  })),
];

const freshness = (partnerCode: string, name: string, network: Network, lastAt: string, silentFor = 0) => ({
  partnerCode,
  name,
  network,
  lastAt,
  expectedEveryHours: 24,
  silent: silentFor > 0,
  perDay: Array.from({ length: 31 }, (_, index) => {
    const weekend = [0, 6].includes(new Date(`${dayBefore(30 - index)}T12:00:00Z`).getUTCDay());
    return { on: dayBefore(30 - index), count: weekend || 30 - index < silentFor ? 0 : wave(index, 20, 9) };
  }),
});

/** What `GET /v1/dashboard` answers that morning. */
export const dashboard = (): Dashboard => ({
  asOf: AS_OF,
  territory: { id: 'metz', name: 'Bassin d’emploi de Metz' },
  policyVersion: '2026-1',
  sentence: {
    vacantPositions: 412,
    oldPositions: 137,
    oldAfterDays: 30,
    crossedEmployers: 34,
    crossedWithinDays: 90,
    publicationsSoon: 4,
    publicationsUntil: '2026-11-12',
    silent: [{ name: 'Cap emploi Moselle', network: 'CAP_EMPLOI', sinceDays: 10 }],
  },
  indicators: [
    indicator({
      id: 'vacant-positions',
      label: 'Postes vacants',
      noun: 'postes',
      unit: 'count',
      numerator: 412,
      denominator: null,
      aside: { value: 137, label: 'de plus de 30 jours' },
      betterWhen: 'lower',
      change: { value: -21, weeks: 4 },
    }),
    indicator({
      id: 'tense-positions',
      label: 'Postes en tension',
      noun: 'postes',
      numerator: 61,
      denominator: 412,
      betterWhen: 'lower',
      change: { value: 1.4, weeks: 4 },
    }),
    indicator({
      id: 'redundancy',
      label: 'Redondance à 90 jours',
      noun: 'établissements',
      numerator: 34,
      denominator: 1126,
      betterWhen: 'lower',
      change: { value: -0.6, weeks: 4 },
      incomplete: ['CAP_EMPLOI'],
      definitionVersion: 3,
    }),
    indicator({
      id: 'coverage',
      label: 'Couverture à 12 mois',
      noun: 'employeurs',
      numerator: 2273,
      denominator: 8028,
      change: { value: 0.9, weeks: 4 },
    }),
    indicator({
      id: 'taken-in-5-days',
      label: 'Pris en charge à 5 j ouvrés',
      noun: 'affectations',
      numerator: 402,
      denominator: 486,
      change: { value: 2.1, weeks: 4 },
      incomplete: ['CAP_EMPLOI'],
    }),
    indicator({
      id: 'bmo-recontact',
      label: 'Recontact BMO',
      noun: 'intentions',
      numerator: 173,
      denominator: 241,
      change: { value: -1.2, weeks: 4 },
    }),
  ],
  vacantStock: {
    buckets: [
      { from: 0, to: 15, positions: 168 },
      { from: 16, to: 30, positions: 107 },
      { from: 31, to: 60, positions: 88 },
      { from: 61, to: null, positions: 49 },
    ],
    series: weeks.map((on, index) => ({
      on,
      recent: index === 25 ? 275 : wave(index, 290, 22),
      old: index === 25 ? 137 : wave(index + 4, 160, 18),
      provisional: index > 23,
    })),
    flows: weeks.map((on, index) => ({
      on,
      opened: wave(index, 70, 14),
      filled: wave(index + 2, 58, 10),
      withdrawn: wave(index + 5, 16, 4),
      provisional: index > 23,
    })),
    toReconfirm: 38,
    milestones: [{ on: '2026-09-28', kind: 'PLAN_ADOPTED', label: '28 sept. : plan T4 adopté' }],
    incomplete: ['CAP_EMPLOI'],
  },
  pipeline: {
    days: 15,
    networks: [
      {
        network: 'PLIE',
        offerCount: 25,
        positionCount: 33,
        offers: pipelineOffers([1, 2, 1, 2, 1, 2, 3, 1, 1, 2, 1, 1, 2, 1, 1, 0], 'plie', 3),
        silentSince: null,
      },
      {
        network: 'CAP_EMPLOI',
        offerCount: 9,
        positionCount: 14,
        offers: pipelineOffers([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1, 2, 2, 1], 'cap'),
        silentSince: '2026-10-30',
      },
    ],
    dueSoon: [
      { on: '2026-11-11', offers: 1, positions: 1 },
      { on: '2026-11-12', offers: 3, positions: 4 },
      { on: '2026-11-13', offers: 3, positions: 3 },
      { on: '2026-11-14', offers: 3, positions: 5 },
      { on: '2026-11-15', offers: 4, positions: 6 },
    ],
    last30Days: { filledBefore: 21, published: 18, exempt: 4 },
  },
  overlap: {
    networks: ['POLE_EMPLOI', 'MISSION_LOCALE', 'PLIE', 'CAP_EMPLOI', 'SIAE'],
    cells: [
      { a: 'POLE_EMPLOI', b: 'POLE_EMPLOI', employers: 1483, incomplete: false },
      { a: 'MISSION_LOCALE', b: 'POLE_EMPLOI', employers: 131, incomplete: false },
      { a: 'MISSION_LOCALE', b: 'MISSION_LOCALE', employers: 562, incomplete: false },
      { a: 'PLIE', b: 'POLE_EMPLOI', employers: 84, incomplete: false },
      { a: 'PLIE', b: 'MISSION_LOCALE', employers: 43, incomplete: false },
      { a: 'PLIE', b: 'PLIE', employers: 248, incomplete: false },
      { a: 'CAP_EMPLOI', b: 'POLE_EMPLOI', employers: 57, incomplete: true },
      { a: 'CAP_EMPLOI', b: 'MISSION_LOCALE', employers: 22, incomplete: true },
      { a: 'CAP_EMPLOI', b: 'PLIE', employers: 11, incomplete: true },
      { a: 'CAP_EMPLOI', b: 'CAP_EMPLOI', employers: 218, incomplete: true },
      { a: 'SIAE', b: 'POLE_EMPLOI', employers: 41, incomplete: false },
      { a: 'SIAE', b: 'MISSION_LOCALE', employers: 14, incomplete: false },
      { a: 'SIAE', b: 'PLIE', employers: 25, incomplete: false },
      { a: 'SIAE', b: 'CAP_EMPLOI', employers: 0, incomplete: true },
      { a: 'SIAE', b: 'SIAE', employers: 152, incomplete: false },
    ],
    known: [
      { networks: 1, employers: 1904 },
      { networks: 2, employers: 288 },
      { networks: 3, employers: 61 },
      { networks: 4, employers: 9 },
      { networks: 5, employers: 1 },
    ],
    nobody: 5765,
  },
  coverage: [
    { segment: 'HIDDEN_MARKET', label: 'Marché caché', reached: 402, total: 4127 },
    { segment: 'KNOWN_SMALL', label: 'TPE et PME connues', reached: 1388, total: 2914 },
    { segment: 'LARGE_ACCOUNT', label: 'Grands comptes', reached: 214, total: 236 },
    { segment: 'UNKNOWN_SIZE', label: 'Taille inconnue', reached: 269, total: 751 },
  ],
  redundancy: {
    windowDays: 90,
    heldVisits: 1341,
    redundantVisits: 41,
    justified: { joint: 21, requested: 17, followUp: 9, arbitrated: 0 },
    incomplete: ['CAP_EMPLOI'],
  },
  bmo: {
    due: 241,
    assigned: 219,
    closed: 173,
    outcomes: [
      { outcome: 'HIRED', count: 61 },
      { outcome: 'STILL_OPEN', count: 38 },
      { outcome: 'FILLED_OTHERWISE', count: 29 },
      { outcome: 'DROPPED', count: 24 },
      { outcome: 'POSTPONED', count: 12 },
      { outcome: 'UNREACHABLE', count: 9 },
    ],
    incomplete: [],
  },
  freshness: [
    freshness('PE57', 'Pôle emploi Metz', 'POLE_EMPLOI', '2026-11-10T07:31:00Z'),
    freshness('ML57', 'Mission locale du Saulcy', 'MISSION_LOCALE', '2026-11-10T07:12:00Z'),
    freshness('PLIE57', 'PLIE de la Seille', 'PLIE', '2026-11-09T17:05:00Z'),
    freshness('CAP57', 'Cap emploi Moselle', 'CAP_EMPLOI', '2026-10-30T09:00:00Z', 11),
    freshness('SIAE57', 'ETTI Passerelle', 'SIAE', '2026-11-10T05:30:00Z'),
  ],
  todo: [
    { kind: 'SILENT_PARTNER', count: 1, sentence: 'Cap emploi : 10 jours de silence', href: '#fraicheur' },
    { kind: 'OFFERS_DUE', count: 4, sentence: '4 offres à publier d’ici jeudi', href: '#offres' },
    {
      kind: 'EMPLOYERS_CROSSED',
      count: 9,
      sentence: '9 établissements à départager',
      href: 'method:redundancy',
    },
    {
      kind: 'LEADS_UNANSWERED',
      count: 11,
      sentence: '11 prospects sans réponse',
      href: 'method:taken-in-5-days',
    },
    { kind: 'POSITIONS_TO_RECONFIRM', count: 38, sentence: '38 postes à reconfirmer', href: '#postes' },
    { kind: 'RECONTACTS_LATE', count: 12, sentence: '12 recontacts BMO en retard', href: '#bmo' },
  ],
});

/** Two pages of rows, to read on. */
export const indicatorRows = (part: IndicatorRows['part'], cursor: string | null): IndicatorRows => ({
  asOf: AS_OF,
  indicator: 'redundancy',
  part,
  total: part === 'numerator' ? 4 : 2,
  columns: [
    { key: 'employer', label: 'Établissement', kind: 'text' },
    { key: 'siret', label: 'SIRET', kind: 'siret' },
    { key: 'networks', label: 'Réseaux', kind: 'networks' },
    { key: 'last', label: 'Dernier contact', kind: 'date' },
    { key: 'gap', label: 'Écart en jours', kind: 'number' },
  ],
  rows: [
    {
      employer: cursor ? 'Boulangerie des Trois Ponts' : 'Résidence Les Mirabelles',
      siret: '99900001700018',
      networks: ['POLE_EMPLOI', 'MISSION_LOCALE'],
      last: '2026-10-29',
      gap: 15,
    },
    {
      employer: cursor ? null : 'Logistique Frescaty',
      siret: '99900002500019',
      networks: ['POLE_EMPLOI', 'PLIE', 'SIAE'],
      last: '2026-10-20',
      gap: 1213,
    },
  ],
  nextCursor: cursor || part === 'denominator' ? null : 'page-2',
});
