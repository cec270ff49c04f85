/** The kinds of partner of the report, and the relays that may join (Prop. 12). */
export type PartnerKind =
  | 'POLE_EMPLOI'
  | 'MISSION_LOCALE'
  | 'PLIE'
  | 'CAP_EMPLOI'
  | 'SIAE'
  | 'CHAMBER'
  | 'OPCA'
  | 'MAISON_EMPLOI'
  | 'LOCAL_AUTHORITY';

/** How a kind of partner is written and ordered everywhere: two letters, a French label, a rank. */
export interface PartnerKindLabel {
  readonly kind: PartnerKind;
  readonly code: string;
  readonly label: string;
  readonly order: number;
}

const listed: readonly (readonly [PartnerKind, string, string])[] = [
  ['POLE_EMPLOI', 'PE', 'Pôle emploi'],
  ['MISSION_LOCALE', 'ML', 'Mission locale'],
  ['PLIE', 'PL', 'PLIE'],
  ['CAP_EMPLOI', 'CE', 'Cap emploi'],
  ['SIAE', 'SI', 'SIAE'],
  ['CHAMBER', 'CH', 'Chambre consulaire'],
  ['OPCA', 'OP', 'OPCA'],
  ['MAISON_EMPLOI', 'ME', 'Maison de l’emploi'],
  ['LOCAL_AUTHORITY', 'CO', 'Collectivité territoriale'],
];

/** All kinds, the five networks first, always in this order. */
export const PARTNER_KINDS: readonly PartnerKindLabel[] = listed.map(([kind, code, label], order) => ({
  kind,
  code,
  label,
  order,
}));

const byKind = new Map<string, PartnerKindLabel>(PARTNER_KINDS.map((entry) => [entry.kind, entry]));
const byCode = new Map<string, PartnerKindLabel>(PARTNER_KINDS.map((entry) => [entry.code, entry]));

export const isPartnerKind = (text: string): text is PartnerKind => byKind.has(text);

/** Code, label and rank of a kind. */
export const partnerKind = (kind: PartnerKind): PartnerKindLabel => byKind.get(kind)!;

/** The kind written with these two letters, undefined when there is none. */
export const partnerKindOfCode = (code: string): PartnerKindLabel | undefined => byCode.get(code);
