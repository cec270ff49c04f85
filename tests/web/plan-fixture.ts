import type { Network } from '../../apps/web/src/api/dashboard';
import type {
  Board,
  Diff,
  Drift,
  EmployerCard,
  Explanation,
  PinnedPair,
  Plan,
  PlanRules,
  Scenario,
  StructureRow,
  Trial,
} from '../../apps/web/src/api/plan';
import type { Answer, Call } from './pages-server';
import { refusal } from './pages-server';

const each = (segment: string, percent: number) => ({ structureId: null, kind: null, segment, percent });

/** The rules of the visual reference: 49 % for the hidden market, 30 % at most for large accounts, 12 % of villages. */
const rules = (): PlanRules => ({
  floors: [each('HIDDEN', 49)],
  ceilings: [each('LARGE', 30)],
  coverage: [{ territoryClass: 'RURAL', percent: 12 }],
});

interface Given {
  unit: string;
  name: string;
  partner: string;
  kind: Network;
  capacity: number;
  cells: readonly [number, number, number, number];
  value: readonly [number, number];
}

const SEGMENTS = [
  { segment: 'HIDDEN', name: 'Marché caché' },
  { segment: 'KNOWN', name: 'TPE et PME connues' },
  { segment: 'LARGE', name: 'Grands comptes' },
  { segment: 'UNKNOWN', name: 'Effectif inconnu' },
];

/** Hidden market, known, large, unknown, as the plan has them at 49 %. */
const STRUCTURES: readonly Given[] = [
  {
    unit: 'u-graoully',
    name: 'Agence du Graoully',
    partner: 'Pôle emploi Moselle',
    kind: 'POLE_EMPLOI',
    capacity: 168,
    cells: [76, 63, 24, 5],
    value: [0.21, 0.19],
  },
  {
    unit: 'u-borny',
    name: 'Agence de Borny',
    partner: 'Pôle emploi Moselle',
    kind: 'POLE_EMPLOI',
    capacity: 120,
    cells: [56, 45, 16, 3],
    value: [0.2, 0.19],
  },
  {
    unit: 'u-woippy',
    name: 'Antenne de Woippy',
    partner: 'Mission locale du Saulcy',
    kind: 'MISSION_LOCALE',
    capacity: 150,
    cells: [78, 55, 11, 6],
    value: [0.18, 0.16],
  },
  {
    unit: 'u-seille',
    name: 'PLIE de la Seille',
    partner: 'PLIE de la Seille',
    kind: 'PLIE',
    capacity: 72,
    cells: [41, 23, 4, 4],
    value: [0.25, 0.22],
  },
  {
    unit: 'u-jaumont',
    name: 'Cap emploi Jaumont',
    partner: 'Cap emploi Moselle',
    kind: 'CAP_EMPLOI',
    capacity: 60,
    cells: [24, 17, 16, 3],
    value: [0.3, 0.26],
  },
  {
    unit: 'u-passerelle',
    name: 'ETTI Passerelle',
    partner: 'SIAE Passerelle',
    kind: 'SIAE',
    capacity: 66,
    cells: [38, 22, 2, 4],
    value: [0.18, 0.16],
  },
];

const BEFORE = { value: 86.2, hidden: 49 };

/** What a higher floor costs, more and more, in per cent of the plan's value. */
const floorPrice = (percent: number): number => Number(((percent / 100) ** 6 * 2.2).toFixed(2));

/** Each 7 points of floor move one visit in twelve to the hidden market. */
const row = ({ unit, name, partner, kind, capacity, cells, value }: Given, floor: number): StructureRow => {
  const more = Math.round(((floor - BEFORE.hidden) / 7) * (capacity / 14));
  const [hidden, known, large, unknown] = cells;
  const visits = [hidden + more, known - more, large, unknown];
  return {
    unitId: unit,
    unitName: name,
    partnerId: `p-${kind}`,
    partnerName: partner,
    kind,
    capacity,
    assigned: visits.reduce((sum, visit) => sum + visit, 0),
    fewer: value[0],
    more: value[1],
    cells: SEGMENTS.map(({ segment }, index) => ({
      segment,
      assigned: visits[index] ?? 0,
      floor: null,
      ceiling: null,
      shortfall: 0,
      price: 0,
    })),
  };
};

const membersOf = ({ voices }: Plan): Board['voices'] =>
  [...new Map(STRUCTURES.map(({ partner, kind }) => [kind, partner]))].map(([kind, partnerName]) => {
    const cast = voices.find(({ partnerId }) => partnerId === `p-${kind}`);
    return { partnerId: `p-${kind}`, partnerName, kind, voices: 1, inFavour: null, ...cast };
  });

const boardOf = (here: CommitteeTable, under: PlanRules, scenarioId: string | null): Board => {
  const floor = under.floors[0]?.percent ?? 0;
  const structures = STRUCTURES.map((given) => row(given, floor));
  const price = floorPrice(floor);
  return {
    planId: here.plan.planId,
    scenarioId,
    version: here.plan.version,
    state: here.plan.state,
    policyVersion: 4,
    value: BEFORE.value - (price - floorPrice(BEFORE.hidden)),
    certificate: { primal: 86_200_000, dual: 86_200_000 },
    computedInMs: 84,
    rules: under,
    segments: SEGMENTS.map(({ segment, name }) => ({
      segment,
      name,
      prospects: 1200,
      assigned: structures.reduce(
        (sum, { cells }) => sum + (cells.find((cell) => cell.segment === segment)?.assigned ?? 0),
        0,
      ),
    })),
    structures,
    coverage: [
      { territoryClass: 'RURAL', name: 'Communes rurales', wished: 40, covered: 40, shortfall: 0, price: 0 },
    ],
    quotaPrices: [
      {
        rule: 'FLOOR',
        segment: 'HIDDEN',
        percent: floor,
        pricePercent: price,
        curve: [0, 20, 35, 49, 56, 63, 70, 85, 100].map((percent) => ({
          percent,
          pricePercent: floorPrice(percent),
        })),
      },
      { rule: 'CEILING', segment: 'LARGE', percent: under.ceilings[0]?.percent ?? 0, pricePercent: 0.03 },
      {
        rule: 'COVERAGE',
        territoryClass: 'RURAL',
        percent: under.coverage[0]?.percent ?? 0,
        pricePercent: 0.1,
      },
      { rule: 'ALL', pricePercent: price + 0.12 },
    ],
    unassignedByReason: { CAPACITY_EXHAUSTED: 31, COOL_DOWN: 12 },
    pins: here.pins,
    voices: membersOf(here.plan),
    warnings: [],
    drift: here.drift,
  };
};

const employer = (employerId: string, publicName: string, communeName: string): EmployerCard => ({
  employerId,
  siret: '99900001700018',
  publicName,
  communeName,
  headcountLabel: '10 à 19 salariés',
});

const ROUX = { ...employer('e-roux', 'Menuiserie Roux', 'Woippy'), siret: '35600000000048' };

const place = (unit: string) => {
  const { name, kind } = STRUCTURES.find((given) => given.unit === unit) ?? STRUCTURES[0]!;
  return { unitId: unit, unitName: name, kind };
};

const diffOf = (before: Board, after: Board): Diff => {
  const hidden = (board: Board) => board.segments[0]?.assigned ?? 0;
  const more = hidden(after) - hidden(before);
  if (more === 0)
    return {
      unchanged: 636,
      moved: 0,
      entered: 0,
      left: 0,
      postsBefore: before.value,
      postsAfter: after.value,
      byPartners: [],
      hiddenMarketMore: 0,
      lines: [],
    };
  return {
    unchanged: 564,
    moved: 32,
    movedPartner: 27,
    entered: 45,
    left: 45,
    postsBefore: before.value,
    postsAfter: after.value,
    byPartners: [
      { from: 'POLE_EMPLOI', to: 'MISSION_LOCALE', count: 9 },
      { from: 'POLE_EMPLOI', to: 'PLIE', count: 7 },
      { from: 'MISSION_LOCALE', to: 'PLIE', count: 4 },
      { from: 'POLE_EMPLOI', to: 'SIAE', count: 4 },
      { from: 'CAP_EMPLOI', to: 'POLE_EMPLOI', count: 3 },
      { from: null, to: 'PLIE', count: 45 },
      { from: 'POLE_EMPLOI', to: null, count: 45 },
    ],
    hiddenMarketMore: more,
    lines: [
      {
        employer: employer('e-val', 'Maraîchage du Val', 'Ars-sur-Moselle'),
        from: null,
        to: place('u-seille'),
      },
      { employer: employer('e-jaumont', 'Imprimerie Jaumont', 'Woippy'), from: null, to: place('u-woippy') },
      { employer: ROUX, from: place('u-graoully'), to: place('u-woippy') },
      {
        employer: employer('e-seille', 'Paysages d’Outre-Seille', 'Peltre'),
        from: place('u-graoully'),
        to: place('u-seille'),
      },
      {
        employer: employer('e-frescaty', 'Logistique Frescaty', 'Augny'),
        from: place('u-graoully'),
        to: null,
      },
      {
        employer: employer('e-rucher', 'Garage du Rucher', 'Woippy'),
        from: place('u-borny'),
        to: place('u-woippy'),
      },
    ],
  };
};

const option = (unit: string, value: number, price: number) => ({
  ...place(unit),
  partnerId: `p-${place(unit).kind}`,
  partnerName: place(unit).unitName,
  value,
  price,
  net: Number((value - price).toFixed(2)),
  terms: [
    { term: 'UPLIFT', posts: value - 0.18, words: 'Embauches probables, non captées' },
    { term: 'AFFINITY', posts: 0.12, words: 'Affinité : jeunes, menuiserie' },
    { term: 'RELATION', posts: 0.09, words: 'Relation : 1 embauche, 2 visites' },
    { term: 'TRAVEL', posts: -0.03, words: 'Trajet : 2,4 km et retour' },
    { term: 'PUBLICATION', posts: 0, words: 'Déjà dans le plan publié' },
  ],
});

export const explanationOf = (here: CommitteeTable): Explanation => {
  const pin = here.pins.find(({ kind }) => kind === 'PIN');
  return {
    employer: ROUX,
    chosen: pin?.unitId ?? 'u-woippy',
    options: [
      option('u-woippy', 0.76, 0.17),
      option('u-jaumont', 0.88, 0.3),
      option('u-graoully', 0.74, 0.2),
      option('u-seille', 0.61, 0.23),
      option('u-passerelle', 0.49, 0.16),
      option('u-borny', 0.4, 0.2),
    ],
    sentence: pin
      ? 'Le comité a épinglé cet employeur.'
      : 'L’antenne de Woippy y va : sa valeur nette est la plus haute.',
    whatWouldChange: 'Sans la visite du 4 septembre, il irait à Cap emploi.',
    reason: null,
    heldBy: pin ? 'COMMITTEE' : null,
    excluded: [{ unitId: 'u-borny', unitName: 'Agence de Borny', because: 'connaît trop peu cet employeur' }],
  };
};

/** What a committee has before it, and what it makes of it: a plan behind the page, kept by the test. */
export interface CommitteeTable {
  plan: Plan;
  /** No plan at all. */
  none: boolean;
  rules: PlanRules;
  pins: PinnedPair[];
  scenarios: Scenario[];
  drift: Drift | null;
}

export const committeeTable = (given: Partial<Plan> = {}): CommitteeTable => ({
  none: false,
  rules: rules(),
  pins: [],
  scenarios: [],
  drift: null,
  plan: {
    planId: 'plan-t4',
    name: 'Plan du 4e trimestre 2026',
    from: '2026-10-01',
    until: '2027-01-01',
    state: 'DRAFT',
    version: 3,
    inputsHash: 'a'.repeat(64),
    quorum: 3,
    voices: [],
    assigned: 636,
    alreadyHeld: 18,
    unassigned: 43,
    ...given,
  },
});

const body = (answer: unknown, status = 200): Answer => ({ status, body: answer });

const posted = (here: CommitteeTable, path: string, said: Record<string, never>): Answer | undefined => {
  const { plan } = here;
  const became = (change: Partial<Plan>): Answer => {
    here.plan = { ...plan, ...change, version: plan.version + 1 };
    return body(here.plan);
  };
  switch (path) {
    case '/simulate': {
      const { rules: under } = said as unknown as Trial;
      const board = boardOf(here, under, null);
      return body({ board, diff: diffOf(boardOf(here, here.rules, null), board) });
    }
    case '/scenarios': {
      const scenario = {
        capacities: [],
        pins: [],
        forbids: [],
        stale: false,
        ...(said as unknown as Pick<Scenario, 'name' | 'rules'>),
        scenarioId: `s-${here.scenarios.length + 1}`,
        comments: [],
      };
      here.scenarios = [...here.scenarios, scenario];
      return body(scenario, 201);
    }
    case '/pins': {
      const { kind, unitId, reason, until } = said as unknown as PinnedPair;
      here.pins = [
        ...here.pins,
        {
          pinId: `pin-${here.pins.length + 1}`,
          ...place(unitId),
          kind,
          reason,
          until,
          employer: ROUX,
          counts: true,
        },
      ];
      return body({}, 201);
    }
    case '/voices': {
      const { partnerId, inFavour, remark } = said as unknown as Plan['voices'][number];
      const others = plan.voices.filter((voice) => voice.partnerId !== partnerId);
      const voice = { partnerId, voices: 1, inFavour, remark, recordedAt: '2026-11-10T07:00:00.000Z' };
      return became({ voices: [...others, voice] });
    }
    case '/allocate':
      return became({ inputsHash: 'a'.repeat(64) });
    case '/submit':
      return became({ state: 'SUBMITTED' });
    case '/adopt':
      return became({ state: 'RUNNING' });
  }
  const [, scenarioId, act] = /^\/scenarios\/([^/]+)\/(comments|retain)$/.exec(path) ?? [];
  const scenario = here.scenarios.find((one) => one.scenarioId === scenarioId);
  if (act === 'comments')
    scenario?.comments?.push({ text: said.text ?? '', by: 'Paule Thiriet', at: '2026-11-10T07:00:00.000Z' });
  if (act === 'retain' && scenario) here.rules = scenario.rules;
  return scenario && body(scenario);
};

/** What `prospecting` would answer to the committee's page. */
export const planServices =
  (here: CommitteeTable) =>
  ({ method, path, body: said }: Call): Answer | undefined => {
    const url = new URL(path, 'http://pages');
    if (url.pathname === '/v1/plans') {
      if (method === 'GET') return body({ items: here.none ? [] : [here.plan] });
      here.none = false;
      here.plan = { ...here.plan, ...(said as Partial<Plan>), inputsHash: null };
      return body(here.plan, 201);
    }
    const start = `/v1/plans/${here.plan.planId}`;
    if (!url.pathname.startsWith(start)) return undefined;
    const rest = url.pathname.slice(start.length);
    if (method === 'DELETE') {
      here.pins = here.pins.filter(({ pinId }) => !rest.endsWith(pinId));
      return body(here.plan);
    }
    if (method === 'POST') return posted(here, rest, said as Record<string, never>);
    const rulesAt = (id: string | null) =>
      here.scenarios.find(({ scenarioId }) => scenarioId === id)?.rules ?? here.rules;
    switch (rest) {
      case '/board': {
        const id = url.searchParams.get('scenarioId');
        return body(boardOf(here, rulesAt(id), id));
      }
      case '/diff':
        return body(
          diffOf(
            boardOf(here, rulesAt(url.searchParams.get('from')), null),
            boardOf(here, rulesAt(url.searchParams.get('to')), null),
          ),
        );
      case '/scenarios':
        return body({ items: here.scenarios });
      case '/explanations':
        return url.searchParams.get('siret') === ROUX.siret
          ? body(explanationOf(here))
          : refusal(404, 'not-a-prospect', 'Cet employeur n’est pas parmi les prospects de ce plan.');
    }
    const scenario = here.scenarios.find(({ scenarioId }) => rest === `/scenarios/${scenarioId}`);
    return scenario && body(scenario);
  };
