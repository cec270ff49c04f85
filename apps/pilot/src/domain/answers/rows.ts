import { Code, Count, Instant, Label, OneOf, Optional, Parts, Rows, Text } from '#contracts/fields';

const KINDS = ['text', 'siret', 'number', 'date', 'instant', 'networks'] as const;

export class RowColumn {
  @Code() key: string;
  @Label() label: string;
  @OneOf(KINDS) kind: (typeof KINDS)[number];
}

export type RowCell = string | number | string[] | null;

/** The rows behind a figure, or the part of them that the caller may see. */
export class IndicatorRowsAnswer {
  @Instant() asOf: string;
  @Code() indicator: string;
  @OneOf(['numerator', 'denominator']) part: 'numerator' | 'denominator';
  /** Rows in all, also those that the caller only sees aggregated. */
  @Count() total: number;
  @Parts(() => RowColumn) columns: RowColumn[];
  @Rows() rows: Record<string, RowCell>[];
  @Optional() @Text() nextCursor: string | null;
}
