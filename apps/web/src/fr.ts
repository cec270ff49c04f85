import type { Network, ToDoKind } from './api/dashboard';
import type { Box, Colour, Justification, ReleaseReason } from './api/worklist';
import { signOf } from './design/networks';
import { count, counted, plural } from './format';
import type { Role } from './session';

const W = '\u00a0';
const N = '\u202f';

const releaseReasons: Record<ReleaseReason, string> = {
  NO_CAPACITY: 'Je n’ai pas le temps dans les délais',
  NOT_OUR_EMPLOYER: 'Un autre réseau le connaît mieux',
  CONFLICT_OF_INTEREST: 'Conflit d’intérêts',
  EMPLOYER_REFUSED: 'L’employeur ne veut pas être contacté',
  CLOSED: 'L’établissement est fermé',
  DUPLICATE: 'C’est un doublon',
  OTHER: 'Autre raison',
};

const roles: Record<Role, string> = {
  AGENT: 'Conseiller, conseillère',
  UNIT_MANAGER: 'Responsable de structure',
  COORDINATOR: 'Coordination du territoire',
  PILOT: 'Pilotage du territoire',
  OPERATOR: 'Exploitation',
};

const todo: Record<ToDoKind, string> = {
  SILENT_PARTNER: 'Voir',
  OFFERS_DUE: 'Vérifier',
  EMPLOYERS_CROSSED: 'Arbitrer',
  LEADS_UNANSWERED: 'Lire',
  POSITIONS_TO_RECONFIRM: 'Lire',
  PUBLICATIONS_REJECTED: 'Vérifier',
  RECONTACTS_LATE: 'Lire',
};

const waits: Record<Box, (n: number) => string> = {
  TO_TAKE: (n) => `${counted(n, 'prospect')} à prendre.`,
  IN_PROGRESS: (n) => `${counted(n, 'prospect')} en cours.`,
  PLANNED: (n) => `${counted(n, 'visite')} ${plural(n, 'prévue')}.`,
  CLOSED: (n) => `${counted(n, 'prospect')} ${plural(n, 'clôturé')}.`,
};

/** Every sentence that the page itself says. What services say (refusals, reasons, methods) comes from them. */
export const fr = {
  toasts: 'Messages',
  acts: { close: 'Fermer', tryAgain: 'Réessayer', see: 'Voir', back: 'Retour' },
  errors: {
    offline: 'La connexion est coupée. Vérifiez le réseau, puis réessayez.',
    unreachable: 'Le service ne répond pas. Réessayez dans un instant.',
  },
  states: {
    loading: 'Chargement en cours',
    failed: 'La page n’a pas pu être chargée',
    reference: (text: string) => `réf. ${text.slice(0, 8)}`,
  },
  network: { silentNamed: (name: string) => `${name}, silencieux` },
  roles,
  releaseReasons,
  siret: { label: 'SIRET', help: '14 chiffres, avec ou sans espaces' },
  segments: {
    NOT_PROSPECTED: 'Hors prospection',
    UNKNOWN_SIZE: 'Effectif inconnu',
    SHARED: 'Connu de plusieurs partenaires',
    KNOWN_TEN_AND_MORE: 'Connu d’un partenaire, 10 salariés et plus',
    KNOWN_SMALL: 'Connu d’un partenaire, moins de 10 salariés',
    NEW_TEN_AND_MORE: 'Nouveau prospect, 10 salariés et plus',
    NEW_SMALL_HIRING_SECTOR: 'Nouveau prospect, TPE d’un secteur qui recrute',
    NEW_SMALL: 'Nouveau prospect, autre TPE',
    NO_EMPLOYEE: 'Nouveau prospect, sans salarié au dernier relevé',
  } as Record<string, string>,
  light: {
    label: {
      GREEN: 'Contact possible',
      AMBER: 'Avec prudence',
      RED: 'Ne pas contacter',
      UNKNOWN: 'Inconnu',
    } satisfies Record<Colour, string>,
    answer: {
      GREEN: 'Vous pouvez y aller',
      AMBER: 'Avec prudence',
      RED: 'N’y allez pas',
      UNKNOWN: 'Nous ne savons pas',
    } satisfies Record<Colour, string>,
    before: (words: string, day: string) => `${words} avant le ${day}`,
    avoid: 'À éviter',
    nextFree: `Prochaine date libre${W}:`,
  },
  shell: {
    skip: 'Aller au contenu',
    menu: 'Menu',
    phoneMenu: 'Navigation',
    dataAsOf: 'Données au',
    swapTheme: (theme: 'light' | 'dark') =>
      theme === 'dark' ? 'Passer au thème clair' : 'Passer au thème sombre',
    account: (name: string) => `Compte de ${name}`,
    roles: 'Rôle',
    unit: 'Structure',
    territory: 'Territoire',
    signOut: 'Se déconnecter',
  },
  places: {
    list: 'Ma liste',
    mayI: `Puis-je y aller${N}?`,
    report: 'Compte rendu',
    overview: 'Vue d’ensemble',
    plan: 'Plan',
    employers: 'Employeurs',
    stock: 'Postes vacants',
    pipeline: 'Offres partagées',
    overlap: 'Fichiers croisés',
    coverage: 'Couverture',
    redundancy: 'Redondance',
    bmo: 'Recontact BMO',
    freshness: 'Fraîcheur',
  },
  noPlace: {
    title: 'Cette page n’est pas pour vous, ou n’existe pas',
    text: 'Vérifiez l’adresse, ou revenez à votre page d’accueil.',
    home: 'Revenir à l’accueil',
  },
  signIn: {
    title: 'Se connecter',
    intro: 'Indiquez votre adresse professionnelle. Vous recevrez un lien pour entrer, sans mot de passe.',
    email: 'Adresse e-mail',
    help: 'Celle que votre structure a déclarée, par exemple prenom.nom@structure.fr',
    badAddress: 'Cette adresse est incomplète. Écrivez-la en entier, par exemple prenom.nom@structure.fr.',
    act: 'Recevoir un lien',
    sent: 'Un lien vous a été envoyé',
    sentTo: (address: string) =>
      `Si ${address} est connue, un message vient de lui être envoyé. Le lien ne sert qu’une fois. Rien reçu${N}? Regardez les indésirables, puis demandez à votre responsable.`,
    another: 'Essayer une autre adresse',
    tagline: 'La prospection concertée des employeurs, entre les réseaux de l’emploi d’un territoire.',
  },
  worklist: {
    upToDate: (hour: string) => `À jour, ${hour}`,
    boxes: {
      label: 'Boîtes de la liste',
      toTake: 'À prendre',
      inProgress: 'En cours',
      planned: 'Visites',
      questions: 'Questions',
      closed: 'Clôturés',
    },
    waits,
    nextVisit: 'La prochaine visite est',
    firstUntil: 'Le premier vous attend jusqu’à',
    take: 'Je prends',
    call: (name: string) => `Appeler ${name}`,
    nextProspect: 'Prospect suivant',
    notMe: 'Pas pour moi',
    giveBack: 'Je rends',
    recontact: (positions: number, callOnly: boolean) =>
      `Recontact BMO, ${counted(positions, 'poste')}${callOnly ? ', par téléphone' : ''}`,
    neverContacted: 'Aucun contact connu de personne',
    lastContact: (network: string, day: string) => `Dernier contact${W}: ${network}, le ${day}`,
    workingDays: (n: number) =>
      n === 0 ? 'Dernier jour' : n === 1 ? `1${W}jour ouvré` : `${n}${W}jours ouvrés`,
    until: (day: string) => `jusqu’à ${day}`,
    late: 'Le délai est passé',
    more: (n: number) => `Voir les ${count(n)} suivants`,
    newcomers: (n: number) => `${counted(n, 'nouveau prospect', 'nouveaux prospects')} dans votre liste.`,
    taken: (name: string) => `${name} est à vous.`,
    extended: (name: string, day: string) => `${name}${W}: gardé pour vous, l’employeur demande le ${day}.`,
    reminded: (day: string) => `Rappel du ${day}${W}: dites si vous le prenez`,
    queued: 'Repris dans la file de votre structure, à prendre par qui est là',
    askedFor: (day: string) => `L’employeur demande le ${day}`,
    visitOn: (day: string, hour: string) => `Visite prévue ${day}, ${hour}`,
    nobodyOnTheDay: 'Personne n’est là ce jour-là pour la tenir : confiez-la à un collègue.',
    byAnother: (network: string, day: string) => `Pour information${W}: ${network} l’a contacté le ${day}`,
    justified: {
      JOINT_VISIT: 'visite conjointe',
      EMPLOYER_REQUEST: 'à la demande de l’employeur',
      OFFER_FOLLOW_UP: 'pour suivre une offre',
      ARBITRATION: 'par arbitrage',
    } satisfies Record<Justification, string>,
    givenUp: (name: string) => `${name} est rendu. Le prospect va au réseau suivant.`,
    empty: {
      TO_TAKE: 'Rien à prendre aujourd’hui',
      IN_PROGRESS: 'Rien en cours',
      PLANNED: 'Aucune visite prévue',
      CLOSED: 'Rien de clôturé',
    } satisfies Record<Box, string>,
    nothing: {
      TO_TAKE: 'Les prochains prospects arriveront ici dès qu’un plan vous en attribue.',
      IN_PROGRESS: 'Prenez un prospect dans la première boîte pour le trouver ici.',
      PLANNED: 'Les visites que votre logiciel ou vous avez datées s’afficheront ici.',
      CLOSED: 'Vos prospects visités ou rendus s’afficheront ici.',
    } satisfies Record<Box, string>,
    nextDue: (day: string, name: string) => `Votre prochaine échéance est ${day}${W}: ${name}.`,
  },
  prospect: {
    title: 'Prospect',
    why: 'Pourquoi vous',
    employer: 'L’établissement',
    commune: 'Commune',
    headcount: 'Effectif',
    activity: 'Activité',
    segment: 'Segment',
    gone: 'Ce prospect n’est plus dans votre liste',
    goneText: 'Il a été pris, rendu, ou son délai est passé.',
    backToList: 'Revenir à ma liste',
  },
  giveUp: {
    decline: 'Pas pour moi',
    release: 'Rendre ce prospect',
    intro: (name: string) =>
      `Pourquoi ${name} n’est-il pas pour vous${N}? Le réseau suivant en tiendra compte.`,
    legend: 'Raison',
    confirm: 'Je le laisse',
    chooseReason: 'Choisissez une raison',
    sayWhy: 'Dites pourquoi en quelques mots',
    text: 'Pourquoi',
    textHelp: 'Ni santé, ni nom de personne',
    optOutHint: 'Une opposition de l’employeur sera à confirmer avec lui.',
  },
  extend: {
    act: 'L’employeur demande une autre date',
    title: 'Garder ce prospect plus longtemps',
    intro: (name: string) =>
      `${name} demande une date plus tardive${W}: vous le gardez jusque-là. Une fois sans la coordination.`,
    day: 'Date demandée par l’employeur',
    need: 'Indiquez une date à venir',
    confirm: 'Je le garde',
  },
  questions: {
    title: 'À vous de dire',
    about: (name: string, commune: string) => `${name}, ${commune}`,
    side: (who: string, day: string) => `${who}, le ${day}`,
    you: 'votre structure',
    by: (day: string) => `Sans réponse ${day}, la règle décide.`,
    untilDay: (day: string) => `d’ici ${day}`,
    yours: (words: string) => `Votre réponse${W}: ${words}. L’autre partenaire n’a pas encore répondu.`,
    coordination: 'La coordination tranchera. Vous n’avez rien à faire.',
    told: 'Votre réponse est gardée.',
    wait: (n: number) => `${counted(n, 'question')} ${plural(n, 'attend', 'attendent')} votre réponse`,
    none: 'Aucune question',
    noneText: 'Quand deux comptes rendus se contredisent, la question arrive ici.',
  },
  mayI: {
    ask: 'Demander',
    knownAt: 'Su le',
    report: 'Rendre compte d’un contact',
    reserve: 'Je réserve 5 jours',
    reserved: (name: string) => `${name} vous est réservé.`,
  },
  report: {
    which: `Chez qui${N}?`,
    inHand: 'Un de vos prospects en cours',
    another: 'Un autre établissement',
    next: 'Continuer',
    outcome: `Que s’est-il passé${N}?`,
    outcomes: {
      MET: 'Échange avec l’employeur',
      LATER: 'À recontacter plus tard',
      NOBODY: 'Personne, sans réponse',
      CANCELLED: 'Annulé',
    },
    notBefore: `À partir de quand revenir${N}?`,
    when: `Quand${N}?`,
    days: { TODAY: 'Aujourd’hui', YESTERDAY: 'Hier', OTHER: 'Autre date' },
    otherDay: 'Date du contact',
    how: `Comment${N}?`,
    channels: { VISIT: 'Visite', CALL: 'Appel', MAIL: 'E-mail' },
    whose: `À l’initiative de qui${N}?`,
    initiatives: { PARTNER: 'Nous', EMPLOYER: 'L’employeur', OFFER_FOLLOW_UP: 'Suivi d’offre' },
    employerHint: 'Un contact demandé par l’employeur n’est pas de la prospection et n’ouvre pas de carence.',
    gaps: {
      outcome: { missing: 'Choisissez une des quatre réponses.' },
      otherDay: {
        missing: 'Indiquez la date du contact.',
        future: 'Cette date est à venir. Indiquez le jour où le contact a eu lieu.',
      },
      notBefore: {
        missing: 'Indiquez la date que l’employeur a donnée.',
        past: 'Cette date est passée. Indiquez un jour à venir.',
      },
    } as Record<'outcome' | 'otherDay' | 'notBefore', Partial<Record<'missing' | 'future' | 'past', string>>>,
    save: 'Enregistrer',
    saved: (name: string) => `Compte rendu enregistré${W}: ${name}.`,
  },
  freshness: {
    title: 'Fraîcheur des réseaux',
    upToDate: (fresh: number, all: number) =>
      `${count(fresh)} ${plural(fresh, 'réseau', 'réseaux')} sur ${count(all)} à jour`,
    nothingSince: (network: Network, when: string | null) =>
      when === null
        ? `${signOf(network).name}${W}: rien reçu`
        : `${signOf(network).name}${W}: rien depuis le ${when}`,
  },
  todo,
};
