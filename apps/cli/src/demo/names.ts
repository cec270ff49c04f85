import type { Random } from './random';

/** Trades by NAF division; what is absent takes the general list. */
const TRADES: Readonly<Record<string, readonly string[]>> = {
  '01': ['Ferme', 'Vergers', 'Maraîchers'],
  '10': ['Boulangerie', 'Fournil', 'Fromagerie', 'Conserverie'],
  '16': ['Scierie', 'Menuiserie', 'Charpentes'],
  '18': ['Imprimerie', 'Façonnage'],
  '25': ['Métallerie', 'Chaudronnerie', 'Usinages'],
  '28': ['Mécanique', 'Ateliers'],
  '33': ['Maintenance', 'Dépannage industriel'],
  '38': ['Recyclage', 'Valorisation'],
  '41': ['Bâtisseurs', 'Constructions', 'Pavillons'],
  '42': ['Terrassements', 'Travaux publics'],
  '43': ['Plomberie', 'Électricité', 'Peintures', 'Couvertures', 'Maçonnerie'],
  '45': ['Garage', 'Carrosserie', 'Pneus'],
  '46': ['Négoce', 'Distribution', 'Comptoir'],
  '47': ['Boutique', 'Marché', 'Librairie', 'Fleurs', 'Optique', 'Pharmacie'],
  '49': ['Transports', 'Messagerie', 'Cars'],
  '52': ['Entrepôts', 'Logistique'],
  '55': ['Hôtel', 'Résidence'],
  '56': ['Restaurant', 'Brasserie', 'Traiteur', 'Café'],
  '62': ['Logiciels', 'Numérique'],
  '64': ['Participations', 'Financière'],
  '66': ['Courtage', 'Assurances'],
  '68': ['Immobilière', 'Habitat'],
  '69': ['Cabinet', 'Expertise'],
  '71': ['Ingénierie', 'Bureau d’études'],
  '78': ['Intérim', 'Emploi'],
  '80': ['Sécurité', 'Gardiennage'],
  '81': ['Propreté', 'Espaces verts'],
  '82': ['Services', 'Centre d’appels'],
  '84': ['Syndicat intercommunal', 'Régie'],
  '85': ['École', 'Formation', 'Institut'],
  '86': ['Cabinet médical', 'Laboratoire', 'Clinique'],
  '87': ['Résidence', 'Foyer'],
  '88': ['Aide à domicile', 'Crèche', 'Association'],
  '93': ['Club', 'Salle de sport'],
  '94': ['Association', 'Fédération'],
  '95': ['Réparation', 'Cordonnerie'],
  '96': ['Coiffure', 'Institut', 'Pressing'],
};
const GENERAL = ['Société', 'Établissements', 'Ateliers', 'Compagnie', 'Maison'];

/** Invented place and family names: none is meant to exist. */
const OPENINGS = [
  'Brel',
  'Vau',
  'Lor',
  'Mira',
  'Cor',
  'Tan',
  'Ful',
  'Gran',
  'Bel',
  'Ver',
  'Sau',
  'Mar',
  'Per',
  'Dol',
  'Ros',
];
const MIDDLES = ['mi', 'ne', 'vi', 'lo', 'ra', 'bi', 'ti', 'na', 'du', 'ga'];
const ENDINGS = ['court', 'ville', 'gny', 'nois', 'mont', 'rel', 'lange', 'bach', 'zey', 'tin', 'val'];
const IMAGES = [
  'des Mirabelliers',
  'du Pont-Rêvé',
  'des Trois Chimères',
  'de la Lune Bleue',
  'du Vieux Lavoir',
  'des Sept Fontaines',
  'de l’Horloge',
  'du Grand Tilleul',
  'des Quatre Vents',
  'de la Porte Imaginaire',
];
const FORMS = ['', '', '', ' & Fils', ' SARL', ' SAS', ' Associés'];

/** The public name of a made-up legal person, after its trade. */
export function companyName(random: Random, nafCode: string): string {
  const trade = random.pick(TRADES[nafCode.slice(0, 2)] ?? GENERAL);
  if (random.chance(0.35)) return `${trade} ${random.pick(IMAGES)}`;
  return `${trade} ${invented(random)}${random.pick(FORMS)}`;
}

const invented = (random: Random): string =>
  random.pick(OPENINGS) + (random.chance(0.6) ? random.pick(MIDDLES) : '') + random.pick(ENDINGS);

const FIRST_NAMES = [
  'Alix',
  'Basile',
  'Camille',
  'Dorian',
  'Élise',
  'Fantine',
  'Gaspard',
  'Honorine',
  'Isaure',
  'Jonas',
  'Karim',
  'Lila',
  'Maël',
  'Nour',
  'Octave',
  'Philomène',
  'Quitterie',
  'Rosalie',
  'Sacha',
  'Théa',
  'Ulysse',
  'Violette',
  'Wassim',
  'Yaël',
  'Zélie',
];
const LAST_NAMES = [
  'Personne',
  'Exemple',
  'Fictif',
  'Modèle',
  'Essai',
  'Témoin',
  'Prototype',
  'Maquette',
  'Figurant',
  'Imaginaire',
  'Esquisse',
  'Brouillon',
  'Canevas',
  'Chimère',
  'Doublure',
  'Ébauche',
  'Fabula',
  'Gabarit',
  'Hypothèse',
  'Légende',
];

/** An obviously fictitious person: the n-th gives always the same, and no two of the first 500 are alike. */
export const personName = (n: number): { first: string; last: string } => ({
  first: FIRST_NAMES[n % FIRST_NAMES.length]!,
  last: LAST_NAMES[(n + Math.floor(n / FIRST_NAMES.length)) % LAST_NAMES.length]!,
});

/** `prenom.nom@exemple.invalid`: a domain that can never exist (RFC 2606). */
export const emailOf = (first: string, last: string): string =>
  `${plain(first)}.${plain(last)}@exemple.invalid`;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
