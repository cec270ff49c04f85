import type { LocalDate } from '#domain/local-date';

/** One line of the survey as it came: one respondent, one family of jobs. It is erased when its campaign is purged. */
export interface IntentionRow {
  /** The survey's own id of the response; the SIRET where the file has none. */
  readonly responseId: string;
  readonly siret: string;
  readonly fapCode: string;
  readonly positions: number;
  readonly seasonal: boolean;
  readonly difficult: boolean;
  readonly hiringMonth: LocalDate | null;
  /** May be passed to a partner. Never assumed: what does not say so is not (BR-53). */
  readonly communicable: boolean;
}
