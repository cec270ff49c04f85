import { count, counted, plural } from './format';

const W = '\u00a0';
const N = '\u202f';

/** What the page says of the committee's acts: voices, submission, adoption, and a plan's first steps. */
export const frCommittee = {
  voices: {
    title: 'La voix de chaque réseau',
    sum: (inFavour: number, all: number) =>
      `${count(inFavour)} ${plural(inFavour, 'accord', 'accords')} sur ${count(all)}`,
    missing: (names: string) => `il manque ${names}`,
    inFavour: 'D’accord',
    against: 'À modifier',
    silent: 'Sans réponse',
    record: 'Consigner',
    recordNamed: (name: string) => `Consigner la voix${W}: ${name}`,
    ours: 'Consigner notre voix',
    voiceOf: (name: string) => `La voix de ${name}`,
    oursTitle: 'Notre voix',
    choice: 'Voix',
    remark: 'Remarque (facultative)',
    remarkHelp: 'Ni nom de personne, ni référence d’un demandeur d’emploi.',
    need: 'Choisissez une des deux réponses',
    recorded: (name: string) => `La voix est consignée${W}: ${name}.`,
    us: 'votre structure',
    on: (day: string) => `Le ${day}`,
    comment: 'Commenter',
    commentTitle: 'Commenter le scénario',
    commentLabel: 'Commentaire',
    needText: 'Écrivez quelques mots',
    commented: 'Le commentaire est gardé avec le scénario.',
    comments: 'Commentaires du scénario',
    onlyScenario: 'choisissez un scénario enregistré',
    notSubmitted: 'Les voix se recueillent une fois le plan soumis.',
  },
  acts: {
    allocate: 'Calculer les attributions',
    allocated: (n: number) => `Le plan est calculé${W}: ${counted(n, 'attribution')}.`,
    submit: 'Soumettre au comité',
    submitted: 'Le plan est soumis. Les réseaux peuvent donner leur voix.',
    retain: 'Retenir ce scénario',
    retained: 'Les règles du scénario sont celles du plan.',
    adopt: 'Adopter le plan',
    adoptTitle: `Adopter ce plan${N}?`,
    adoptIntro: (name: string, from: string, until: string) => `« ${name} », du ${from} au ${until}.`,
    adoptWhat: [
      (n: number) =>
        `${counted(n, 'prospect')} ${plural(n, 'part', 'partent')} dans les listes des conseillers.`,
      (n: number) =>
        `${counted(n, 'employeur')} déjà ${plural(n, 'suivi', 'suivis')} ${plural(n, 'reste', 'restent')} à qui le suit.`,
    ],
    adoptWords:
      'Les structures répondent dans les cinq jours ouvrés. Le plan ne se recalcule plus : ses règles, ses voix et ses chiffres sont gardés tels quels.',
    adoptAgainst: (names: string) => `${names} demande une modification : la majorité des voix décide.`,
    adopted: (name: string) => `« ${name} » est adopté.`,
    cancel: 'Ne pas adopter',
    noQuorum: (cast: number, quorum: number) =>
      `quorum non atteint${W}: ${count(cast)} voix sur ${count(quorum)}`,
    noMajority: 'pas de majorité pour',
    scenarioName: 'Nom du scénario',
    needName: 'Donnez un nom au scénario',
    saveIntro: 'Les règles essayées sont gardées sous ce nom. Le plan ne change pas.',
    saved: (name: string) => `Scénario « ${name} » enregistré.`,
    nothingTried: 'déplacez d’abord un curseur',
  },
  empty: {
    title: 'Aucun plan pour ce territoire',
    text: `Trois étapes pour commencer${W}:`,
    steps: [
      'Préparer un projet de plan : un nom, un premier et un dernier jour.',
      'Calculer ses attributions, puis essayer les règles du comité.',
      'Le soumettre, recueillir la voix de chaque réseau, l’adopter.',
    ],
    wait: 'La coordination du territoire prépare le plan. Il s’affichera ici.',
    name: 'Nom du plan',
    from: 'Premier jour',
    until: 'Premier jour d’après',
    act: 'Préparer le plan',
    need: 'Donnez un nom et deux dates',
    drafted: (name: string) => `« ${name} » est préparé.`,
    notAllocated: 'Ce projet n’a pas encore d’attributions',
    notAllocatedText:
      'Ses données d’entrée se figent au moment du calcul. Le plan se recalcule ensuite en un instant.',
    notAllocatedWait: 'La coordination ne l’a pas encore calculé.',
  },
};
