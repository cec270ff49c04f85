import type { PlanState } from './api/plan';
import { count, counted, plural } from './format';

const W = '\u00a0';
const N = '\u202f';

const states: Record<PlanState, string> = {
  DRAFT: 'projet',
  SUBMITTED: 'soumise',
  ADOPTED: 'adoptée',
  RUNNING: 'en cours',
  CLOSED: 'close',
  EVALUATED: 'évaluée',
};

const unassigned: Record<string, string> = {
  CAPACITY_EXHAUSTED: 'faute de capacité',
  DECLINED_BY_ALL: 'déclinés par tous',
  COOL_DOWN: 'en carence',
  CONTACT_BUDGET: 'déjà trop sollicités',
  OPTED_OUT: 'opposés au contact',
  NO_PARTNER_COVERS: 'qu’aucune structure ne couvre',
  FORBIDDEN: 'interdits par le comité',
  NOT_WORTH: 'dont la visite coûterait plus qu’elle ne rapporte',
};

/** Of what a rule speaks; a subject that is not here is shown by the name that the service gives it. */
const subjects: Record<string, string> = {
  HIDDEN: 'du marché caché',
  KNOWN: 'des TPE et PME connues',
  LARGE: 'des grands comptes',
  UNKNOWN: 'des effectifs inconnus',
  RURAL: 'des communes rurales',
};
const about = (code: string, name: string): string => subjects[code] ?? `« ${name} »`;

const employers = (n: number): string => counted(n, 'employeur');
/** A figure of posts, to the hundredth. */
const posts = (value: number): string => count(value, 2);

/** What one visit is worth is said in points, a hundredth of an expected post: `76,3`. */
export const points = (value: number): string => inTenths(tenthsOf(value));

/** The price of a place as the line `value − price = net` must read once both ends are rounded. */
export const pricePoints = ({ value, net }: { value: number; net: number }): string =>
  inTenths(tenthsOf(value) - tenthsOf(net));

const tenthsOf = (value: number): number => Math.round(value * 1000);
/** Never `−0,0`. */
const inTenths = (tenths: number): string => count(tenths === 0 ? 0 : tenths / 10, 1);

/** What the committee's page says of itself; reasons, terms and explanations come from the service. */
export const frPlan = {
  title: 'Plan',
  of: 'Plan',
  scenario: 'Scénario',
  comparedTo: 'comparé à',
  current: (state: PlanState, version: number) => `version ${version}, ${states[state]}`,
  optimal: (ms: number) => `Optimal, écart 0 · recalculé en ${count(ms)}${W}ms`,
  notProved: (ms: number) => `Optimum non prouvé · recalculé en ${count(ms)}${W}ms`,
  busy: 'Calcul en cours',
  drift: {
    since: 'Depuis le calcul',
    closed: (n: number) => `${employers(n)} ${plural(n, 'fermé', 'fermés')}`,
    left: (n: number) => `${employers(n)} ${plural(n, 'parti', 'partis')} du territoire`,
    resized: (n: number) => `${employers(n)} d’une autre taille`,
    segmentation: 'une autre segmentation est en vigueur, elle vaudra pour le prochain plan',
  },
  staleScenario: 'Le plan a été recalculé depuis ce scénario : ses chiffres sont ceux d’aujourd’hui.',
  stale: 'Les chiffres sont ceux de la position précédente.',
  save: 'Enregistrer le scénario',
  reset: 'Revenir au point de départ',
  sentence: {
    raised: (label: string, from: number, to: number) =>
      `${to > from ? 'Porter' : 'Ramener'} le ${label.charAt(0).toLowerCase()}${label.slice(1)} de ${from} à ${to}${W}% `,
    several: (n: number) => `Changer ${n} règles `,
    scenario: (name: string) => `Le scénario « ${name} » `,
    moreHidden: (n: number) => `${employers(n)} de plus`,
    fewerHidden: (n: number) => `${employers(n)} de moins`,
    wouldVisit: 'ferait visiter ',
    hidden: ' que personne n’a sollicités depuis 12 mois. ',
    sameHidden:
      'ne changerait pas le nombre de visites à des employeurs que personne n’a sollicités depuis 12 mois. ',
    price: `Prix de ce choix${W}: `,
    gain: `Gain de ce choix${W}: `,
    noPrice: 'Ce choix ne coûte rien',
    ofValue: ' de la valeur du plan',
    moves: (n: number) => employers(n),
    wouldMove: (n: number) => ` ${plural(n, 'changerait', 'changeraient')} de partenaire.`,
    plan: 'Le plan fait visiter ',
    among: (n: number, networks: number) =>
      ` sur ${count(n)}${W}possibles, par ${networks}${W}${plural(networks, 'réseau', 'réseaux')}, pour `,
    worth: (value: number) => `${posts(value)}${W}${plural(value, 'poste')}`,
    worthOf: (value: number) => ` ${plural(value, 'attendu', 'attendus')}. `,
    allRules: `Prix de toutes les règles${W}: `,
    left: (n: number) => ` ${plural(n, 'reste non attribué', 'restent non attribués')}.`,
  },
  rules: {
    title: 'Règles du comité',
    floors: (segment: string, name: string) => `Plancher ${about(segment, name)}`,
    ceilings: (segment: string, name: string) => `Plafond ${about(segment, name)}`,
    coverage: (territoryClass: string, name: string) => `Plancher ${about(territoryClass, name)}`,
    inForce: (percent: number) => `en vigueur${W}: ${percent}${W}%`,
    same: 'inchangé',
    price: 'prix',
    unpriced: 'prix non calculé',
    exact: (label: string) => `${label}, valeur exacte en pour cent`,
    value: (percent: number, price: string) => `${percent}${W}%, prix ${price}`,
    all: 'Prix de toutes les règles',
    apart: (all: string, sum: string) =>
      `Ensemble ${all}, séparément ${sum}${W}: ${all === sum ? 'les règles ne se recoupent pas.' : 'des règles se recoupent.'}`,
    tryOnly: 'Vous pouvez essayer : rien n’est enregistré, le comité décide.',
    settled: 'Ce plan est décidé : ses règles ne bougent plus.',
    none: 'La politique du territoire ne fixe ni plancher, ni plafond, ni couverture.',
    columns: ['Règle', 'Essai', 'En vigueur', 'Prix'],
    announced: (label: string, percent: number, price: string, hidden: string, moved: number) =>
      `${label} ${percent}${W}%${W}: prix ${price}. Marché caché ${hidden}. ${employers(moved)} ${plural(moved, 'change', 'changent')} de partenaire.`,
    shortfall: (n: number) =>
      `Il manque ${counted(n, 'visite')} pour tenir les planchers${W}: les prospects n’y suffisent pas.`,
    where: 'Où, et pourquoi',
    missing: (n: number, what: string) => `${what}${W}: ${counted(n, 'visite')}`,
    classShortfall: (n: number, what: string) =>
      `${what}${W}: il manque ${employers(n)} pour tenir la règle.`,
  },
  matrix: {
    title: 'Visites par réseau et par segment',
    sub: (visits: number) => `${counted(visits, 'visite')}, l’effort déclaré de la période`,
    by: 'Détail des lignes',
    networks: 'Réseaux',
    structures: (n: number) => counted(n, 'structure'),
    network: 'Réseau',
    structure: 'Structure',
    capacity: 'Capacité',
    thin: `trait fin${W}: avant`,
    oneMore: 'Une visite de plus vaut',
    points: 'points',
    all: 'Ensemble',
    used: (assigned: number, capacity: number) => `${count(assigned)} sur ${count(capacity)}`,
    bar: (name: string, assigned: number, capacity: number) =>
      `${name}${W}: ${counted(assigned, 'visite')} sur ${count(capacity)}`,
    range: (low: string, high: string) => (low === high ? low : `${low} – ${high}`),
    left: (n: number) => ` ${plural(n, 'prospect reste non attribué', 'prospects restent non attribués')}`,
    because: (n: number, reason: string) => `${count(n)} ${unassigned[reason] ?? reason}`,
    pins: (n: number) => ` ${plural(n, 'placement épinglé', 'placements épinglés')} par le comité`,
    forbids: (n: number) => ` ${plural(n, 'interdit', 'interdits')} aussi`,
    none: 'Aucun placement épinglé ni interdit.',
    silent: (name: string, day: string) =>
      `${name}${W}: silencieux depuis le ${day}, capacité non confirmée.`,
    neverHeard: (name: string) => `${name}${W}: rien reçu, capacité non confirmée.`,
    assigned: 'Visites',
  },
  diff: {
    title: 'Ce que change le scénario',
    none: 'Rien ne change : le scénario et le plan auquel il est comparé donnent les mêmes visites.',
    ask: 'Déplacez un curseur, ou choisissez un scénario à comparer.',
    unchanged: (n: number) => plural(n, 'inchangé', 'inchangés'),
    moved: (n: number) => plural(n, 'change de structure', 'changent de structure'),
    entered: (n: number) => plural(n, 'entre', 'entrent'),
    left: (n: number) => plural(n, 'sort', 'sortent'),
    lines: (n: number) => `Voir les ${count(n)}${W}lignes`,
    fewerLines: 'Voir moins de lignes',
    shown: (shown: number, all: number) => `${count(shown)} premières lignes sur ${count(all)}.`,
    enters: 'entre',
    changes: 'change',
    leaves: 'sort',
    newcomer: 'nouveau',
    gone: 'retiré',
    towards: 'vers',
    why: (name: string) => `Pourquoi ce partenaire pour ${name}${N}?`,
    says: (unchanged: number, moved: number, entered: number, left: number) =>
      `${count(unchanged)} inchangés, ${count(moved)} changent de structure, ${count(entered)} entrent, ${count(left)} sortent`,
    columns: ['Employeur', 'Effet', 'Avant', 'Après'],
    within: (n: number) => `et ${count(n)} dans un même réseau`,
    sameNetwork: (from: string, to: string) => `de ${from} à ${to}`,
  },
  why: {
    title: `Pourquoi ce partenaire${N}?`,
    ask: 'Choisissez un employeur dans les lignes, ou donnez son SIRET.',
    find: 'Expliquer',
    rule: 'L’employeur va à la plus haute valeur nette.',
    points: 'en points (centièmes de poste attendu)',
    net: 'valeur nette',
    price: 'prix de la place',
    equation: (value: string, price: string) => `${value} − ${price} =`,
    says: (name: string, value: string, price: string, net: string) =>
      `${name}${W}: valeur ${value}, moins prix de la place ${price}, valeur nette ${net}`,
    more: (n: number) => (n === 1 ? 'Voir une autre structure' : `Voir ${count(n)} autres structures`),
    termsOf: (name: string) => `Valeur pour ${name}`,
    change: 'Ce qui changerait la décision',
    columns: ['Structure', 'Valeur', 'Prix de la place', 'Valeur nette'],
    chosen: 'choisie par le plan',
    nobody: 'Personne n’y va dans ce plan',
    because: (reason: string) => unassigned[reason] ?? reason,
    heldBy: {
      COMMITTEE: 'Le comité l’a décidé : la valeur nette ne compte pas.',
      LOCK: 'Une offre, une mise en relation ou une convention l’y retient : la valeur nette ne compte pas.',
    },
    excluded: 'Ne peuvent pas y aller',
    notCounting: 'sans effet aujourd’hui',
    pin: 'Épingler',
    forbid: 'Interdire',
    pinned: 'Épinglé',
    forbidden: 'Interdit',
    until: (day: string) => `jusqu’au ${day}`,
    remove: 'Retirer',
    removeNamed: (name: string) => `Retirer la décision du comité sur ${name}`,
    decisions: 'Décisions du comité',
    pinTitle: 'Épingler un placement',
    forbidTitle: 'Interdire un placement',
    pinIntro: (name: string) =>
      `${name} ira à cette structure, quel que soit le calcul, jusqu’à la date de fin.`,
    forbidIntro: (name: string) => `${name} n’ira pas à cette structure jusqu’à la date de fin.`,
    structure: 'Structure',
    reason: 'Raison',
    reasonHelp: 'Elle est gardée et montrée au comité. Ni santé, ni nom de personne.',
    untilLabel: 'Date de fin',
    untilHelp: 'La décision tombe ce jour-là, dans les six mois.',
    needReason: 'Dites pourquoi en quelques mots',
    needDate: 'Indiquez une date de fin à venir',
    done: (kind: 'PIN' | 'FORBID', name: string) =>
      kind === 'PIN' ? `${name} est épinglé.` : `${name} est interdit à cette structure.`,
    removed: (name: string) => `${name}${W}: la décision du comité est retirée.`,
  },
};
