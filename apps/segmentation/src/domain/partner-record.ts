import { RELATIONS, type Relation } from '#contracts/vocabulary';
import type { LocalDate } from '#domain/local-date';

/** One row of a partner's own file, under the partner's own id (BR-13). */
export interface PartnerRecord {
  readonly recordId: string;
  readonly siret: string;
  readonly relation: Relation;
  readonly lastContactOn: LocalDate | null;
}

/** What all the rows of one partner about one establishment say together. */
export interface PartnerKnowledge {
  readonly relation: Relation;
  readonly lastContactOn: LocalDate | null;
}

/** The strongest relation and the latest contact; undefined when the partner has no row about it (any more). */
export function knowledgeOf(records: readonly PartnerRecord[]): PartnerKnowledge | undefined {
  if (records.length === 0) return undefined;
  const strongest = Math.max(...records.map((one) => RELATIONS.indexOf(one.relation)));
  const contacts = records.flatMap((one) => one.lastContactOn ?? []).sort();
  return { relation: RELATIONS[strongest]!, lastContactOn: contacts.at(-1) ?? null };
}

export const sameRecord = (one: PartnerRecord, other: PartnerRecord): boolean =>
  one.siret === other.siret && one.relation === other.relation && one.lastContactOn === other.lastContactOn;

/** A file that shrinks by more than this share was probably cut: a person must confirm it (BR-13). */
const GREATEST_FALL = 0.2;

/** True when a partner's file holds so many fewer rows than its last one that it must be confirmed (BR-13). */
export const volumeFell = (rows: number, rowsOfLastFile: number): boolean =>
  rows < rowsOfLastFile * (1 - GREATEST_FALL);
