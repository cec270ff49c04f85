import type { BmoOutcome } from './api/dashboard';
import { count, counted, percent, plural } from './format';

const W = '\u00a0';
const N = '\u202f';

const bmoOutcomes: Record<BmoOutcome, string> = {
  HIRED: 'Embauche faite',
  PARTLY_HIRED: 'Embauche partielle',
  STILL_OPEN: 'Poste encore ouvert',
  POSTPONED: 'Reporté',
  DROPPED: 'Abandonné',
  FILLED_OTHERWISE: 'Pourvu autrement',
  UNREACHABLE: 'Injoignable',
  REFUSED_TO_ANSWER: 'Refus de répondre',
};

/** What the overview says of itself; labels and methods of the indicators come with the figures. */
export const frOverview = {
  title: 'Vue d’ensemble',
  chart: 'Graphique',
  table: 'Tableau',
  tableOf: (caption: string) => `${caption} (tableau)`,
  showAs: (panel: string) => `${panel}${W}: graphique ou tableau`,
  method: (label: string) => `Comment est calculé${W}: ${label}`,
  notMeasured: 'Non mesuré',
  provisional: 'provisoire',
  total: 'Total',
  live: {
    on: 'En direct',
    polling: 'Toutes les 30 s',
    off: 'En pause',
    pause: 'Mettre en pause les mises à jour',
    resume: 'Reprendre les mises à jour',
    changed: (hour: string, what: string) => `Mis à jour à ${hour}${W}: ${what}`,
    justNow: 'à l’instant',
  },
  first: {
    title: 'Aucun événement reçu',
    text: 'Trois étapes pour commencer\u00a0: inviter un partenaire, importer le fichier Sirene, adopter un plan. L’exploitation du territoire les lance avec la commande concerto.',
  },
  sentence: {
    vacant: (n: number) => `${counted(n, 'poste')} ${plural(n, 'vacant')}`,
    old: (days: number) => `depuis plus de ${count(days)}${W}jours`,
    ofWhich: ', dont ',
    crossed: (n: number) => counted(n, 'établissement'),
    crossedBy: (n: number, days: number) =>
      `${plural(n, 'sollicité')} par plusieurs réseaux en ${count(days)}${W}jours`,
    soon: (n: number) => counted(n, 'offre'),
    toPublish: (day: string) => `à publier d’ici ${day}`,
    silent: (name: string, days: number) => `${name} n’a rien transmis depuis ${counted(days, 'jour')}`,
    incomplete: (n: number) => `${W}: ${n > 1 ? 'leurs' : 'ses'} chiffres sont incomplets.`,
  },
  tiles: {
    label: 'Indicateurs',
    weeks: (n: number) => `en ${n}${W}sem.`,
    same: 'inchangé',
    better: 'en mieux',
    worse: 'en moins bien',
    openRows: (label: string) => `${label}${W}: méthode et lignes`,
  },
  stock: {
    title: 'Postes vacants',
    sub: 'postes, chaque semaine',
    positions: (n: number) => counted(n, 'poste'),
    recent: (n: number) => `${count(n)} jusqu’à 30${W}jours`,
    old: `de plus de 30${W}jours`,
    aim: `Plus de 30${W}jours${W}: l’objectif est zéro`,
    opened: agreed('ouvert'),
    filled: agreed('pourvu'),
    withdrawn: agreed('retiré'),
    inWeeks: `en 4${W}semaines`,
    byAge: 'Par âge aujourd’hui',
    age: (from: number, to: number | null) =>
      to === null ? `plus de ${from - 1}${W}jours` : `${from} à ${to}${W}jours`,
    toReconfirm: (n: number) =>
      `${counted(n, 'poste')} de ce stock ${plural(n, 'est', 'sont')} à reconfirmer : rien n’en a été dit depuis 30${W}jours.`,
    columns: [
      'Semaine du',
      `Jusqu’à 30${W}jours`,
      `Plus de 30${W}jours`,
      'Ensemble',
      'Ouverts',
      'Pourvus',
      'Retirés',
    ],
    ageColumns: ['Âge', 'Postes', 'Part'],
    says: (all: number, old: number) =>
      `Stock de postes vacants par semaine. Aujourd’hui ${counted(all, 'poste')}, dont ${count(old)} de plus de 30 jours.`,
    none: 'Aucun poste ouvert. Vérifiez d’abord la fraîcheur des réseaux.',
  },
  pipeline: {
    title: (days: number) => `Offres partagées${W}: les ${days}${W}jours avant publication`,
    counts: (offers: number) => counted(offers, 'offre'),
    positions: (n: number) => counted(n, 'poste'),
    warn: (days: number) => (days > 2 ? `alerte à ${days}${W}jours` : `${days}${W}jours`),
    silent: (day: string) => `Non mesuré${W}: rien reçu depuis le ${day}`,
    today: 'confiée aujourd’hui',
    first: (day: string) => `confiée le ${day}`,
    publication: `Publication automatique à 0${W}h`,
    paused: (n: number) => `${counted(n, 'horloge')} ${plural(n, 'arrêtée')} à la demande de l’employeur.`,
    last30: (filled: number, published: number, exempt: number) =>
      `Sur 30${W}jours${W}: ${counted(filled, 'pourvue')} avant le terme, ${counted(published, 'publiée')}, ${counted(exempt, 'exemptée')}.`,
    says: (offers: number) =>
      `${counted(offers, 'offre')} avant publication, par réseau et par jour depuis qu’elles sont confiées.`,
    none: 'Aucune offre n’attend sa publication.',
    day: 'Jour',
    due: 'Échéances',
    dueColumns: ['Offres', 'Postes'],
  },
  overlap: {
    title: 'Fichiers croisés',
    sub: 'employeurs connus, d’après les fichiers de chacun',
    contacted: 'en fichier',
    shared: 'employeurs communs',
    columns: ['Réseaux', 'Communs', 'Part du plus petit fichier'],
    and: 'et',
    incomplete: 'incomplet',
    byHowMany: `Connus de combien de réseaux${N}?`,
    files: 'Taille de chaque fichier',
    nobody: 'personne',
    networks: (n: number) => counted(n, 'réseau', 'réseaux'),
    says: (a: string, b: string, n: number) => `${a} et ${b} ont ${counted(n, 'employeur')} en commun.`,
    none: 'Aucun fichier de partenaire n’a été importé.',
  },
  coverage: {
    sub: `contactés en 12${W}mois`,
    columns: ['Segment', 'Contactés', 'Employeurs', 'Part'],
    says: (label: string, reached: number, total: number) =>
      `${label}${W}: ${percent(reached, total)}, ${count(reached)} sur ${count(total)}.`,
    none: 'Aucune segmentation n’est adoptée.',
  },
  redundancy: {
    sub: (days: number) => `visites tenues, ${count(days)}${W}derniers jours`,
    redundant: 'Redondantes',
    ordinary: 'Attendues',
    joint: 'Conjointes',
    requested: 'Demandées par l’employeur',
    followUp: 'Suivis d’une offre',
    arbitrated: 'Arbitrées',
    justified: 'ne compte pas',
    columns: ['Visites tenues', 'Nombre', 'Part'],
    says: (redundant: number, held: number) =>
      `${count(redundant)} ${plural(redundant, 'visite redondante', 'visites redondantes')} sur ${count(held)}.`,
    none: 'Aucune visite tenue dans la période.',
  },
  bmo: {
    sub: 'intentions communicables',
    due: 'Échues',
    assigned: 'Attribuées',
    closed: 'Closes',
    outcomes: 'Ce qu’elles sont devenues',
    labels: bmoOutcomes,
    columns: ['Étape ou issue', 'Intentions', 'Part'],
    says: (closed: number, due: number) =>
      `${count(closed)} ${plural(closed, 'recontact clos', 'recontacts clos')} sur ${count(due)} ${plural(due, 'échu')}.`,
    none: 'Aucune campagne n’a de recontact échu.',
  },
  freshness: {
    sub: 'événements par jour',
    columns: ['Partenaire', 'Dernier événement', 'Rythme attendu', 'En 31 jours'],
    rhythm: (hours: number) =>
      hours === 24
        ? 'chaque jour'
        : hours % 24 === 0
          ? `tous les ${counted(hours / 24, 'jour')}`
          : `toutes les ${count(hours)}${W}h`,
    never: 'jamais',
    silentText: (name: string, hours: number) =>
      `${name} transmet d’habitude ${hours === 24 ? 'chaque jour' : `toutes les ${count(hours)}${W}h`}. Le silence dépasse trois fois ce rythme${W}: ses chiffres sont hachurés partout.`,
    allFresh: 'Tous les partenaires transmettent à leur rythme.',
    says: (name: string, when: string) => `${name}, dernier événement ${when}`,
    silent: 'silencieux',
    none: 'Aucun partenaire n’est raccordé.',
  },
  todo: { title: 'À traiter', sub: 'les plus urgents d’abord', none: 'Rien à traiter aujourd’hui.' },
  drawer: {
    title: `Comment est-ce calculé${N}?`,
    incomplete: 'Incomplet.',
    incompleteText: (names: string) =>
      `Il manque ce que n’a pas transmis${W}: ${names}. Les 15 derniers jours sont provisoires.`,
    excludes: 'Ne comptent pas',
    how: 'Comment',
    parameters: 'Paramètres',
    version: 'Version',
    definition: (version: number) => `Définition ${version}`,
    source: 'Source',
    policy: (version: string) => `Politique ${version}`,
    rows: 'Les lignes derrière le chiffre',
    numerator: 'Numérateur',
    denominator: 'Dénominateur',
    noRows: 'Aucune ligne.',
    more: 'Voir la suite',
    shown: (shown: number, total: number) =>
      `${counted(shown, 'ligne')} sur ${count(total)}. Un partenaire voit ses lignes en entier, celles des autres agrégées.`,
    copy: 'Copier le lien',
    copied: 'Le lien est copié.',
  },
};

function agreed(word: string): (n: number) => string {
  return (n) => plural(n, word);
}
