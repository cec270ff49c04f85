import { RELATIONS, type Relation } from '#contracts/vocabulary';
import type { LocalDate } from '#domain/local-date';
import type { Columns } from '#service/imports/columns';
import {
  dateCell,
  FaultyCell,
  lineFault,
  listCell,
  type ReadLine,
  readingLine,
  siretCell,
} from '#service/imports/line-fault';
import type { PartnerRecord } from '../domain/partner-record';

/** The relation as the file may write it: our code or its French word; empty is the partner's bare word. */
const FRENCH: Readonly<Record<string, Relation>> = {
  '': 'DECLARED',
  DECLARE: 'DECLARED',
  INTERLOCUTEUR: 'NAMED_CONTACT',
  OFFRE: 'OFFER',
  EMBAUCHE: 'HIRE',
};

const RELATION: ReadonlyMap<string, Relation> = new Map([
  ...RELATIONS.map((one) => [one, one] as const),
  ...Object.entries(FRENCH),
]);

const LONGEST_ID = 128;

/**
 * Reads the header of a partner's file: `id_partenaire;siret;dernier_contact;relation`, other columns are left alone
 * (BR-14). `today` is the last day that a contact may bear.
 */
export function partnerFileLayout(
  columns: Columns,
  today: LocalDate,
  leadingZerosLost: boolean,
): (cells: readonly string[]) => ReadLine<PartnerRecord> {
  const id = columns.has('identifiant') && !columns.has('id_partenaire') ? 'identifiant' : 'id_partenaire';
  columns.require(id, 'siret');
  const recordId = columns.cell(id);
  const siret = columns.cell('siret');
  const lastContact = columns.cell('dernier_contact');
  const relation = columns.cell('relation');
  return (cells) =>
    readingLine(() => ({
      recordId: idCell(id, recordId(cells)),
      siret: siretCell('siret', siret(cells), leadingZerosLost),
      lastContactOn: pastCell(lastContact(cells), today),
      relation: listCell('relation', relationCode(relation(cells)), RELATION),
    }));
}

function idCell(field: string, value: string): string {
  if (value === '') throw new FaultyCell(lineFault(field, 'missing'));
  if (value.length > LONGEST_ID) throw new FaultyCell(lineFault(field, 'too-long', value));
  return value;
}

function pastCell(value: string, today: LocalDate): LocalDate | null {
  const day = dateCell('dernier_contact', value);
  if (day !== null && day > today) throw new FaultyCell(lineFault('dernier_contact', 'in-the-future', value));
  return day;
}

const relationCode = (value: string): string =>
  value
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
