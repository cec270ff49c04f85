import type { Policy } from '#contracts/policy';
import type { Method } from './answers/indicator';
import type { RowColumn } from './answers/rows';
import type { Evidence } from './evidence';
import type { Moment } from './moment';

/** One thing that a figure counts. What is shown of it is decided later, by who asks (BR-14, BR-100). */
export interface FigureRow {
  /** Stable, sorts the rows, and makes the cursor. */
  readonly id: string;
  readonly employerId: string | null;
  /** The partners whose doing the row is: they see it whole. */
  readonly partnerIds: readonly string[];
  /** How much it adds to the figure: positions, or 1. */
  readonly weight: number;
  readonly cells: Readonly<Record<string, string | number | readonly string[] | null>>;
}

/**
 * An indicator, defined once: the page, the JSON, the rows and the tests all read this object. Its numerator and its
 * denominator are the rows themselves, so that a figure and what stands behind it cannot differ.
 */
export interface Definition {
  /** Stable slug. */
  readonly id: string;
  /** What a person reads, French; it may hold a number of the policy. */
  readonly label: (policy: Policy) => string;
  /** Part of every figure (BR-103): a new one when the same facts would give another number. */
  readonly version: number;
  readonly unit: 'count' | 'percent';
  readonly noun: string;
  readonly betterWhen: 'lower' | 'higher' | null;
  /** True when partners' feeds make it, so that a silent one leaves it incomplete (BR-102). */
  readonly fedByPartners: boolean;
  readonly method: (policy: Policy) => Method;
  /** What to say instead of a division by nothing. */
  readonly notMeasured?: string;
  /** Columns beside those of the establishment. */
  readonly columns: readonly RowColumn[];
  /** Keys of the columns that only the coordination sees: which other partners know an employer (BR-14). */
  readonly coordinationOnly?: readonly string[];
  readonly numerator: (evidence: Evidence, moment: Moment) => FigureRow[];
  readonly denominator: ((evidence: Evidence, moment: Moment) => FigureRow[]) | null;
  /** A second figure beside a count. */
  readonly aside?: (rows: readonly FigureRow[], policy: Policy) => { value: number; label: string };
}

export interface Figure {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly notMeasuredBecause?: string;
}

/** The sum of what rows weigh. */
export const weightOf = (rows: readonly FigureRow[]): number =>
  rows.reduce((sum, row) => sum + row.weight, 0);

/** The figure at a moment. Nothing to divide by is "not measured", which differs from zero. */
export function figureOf(definition: Definition, evidence: Evidence, moment: Moment): Figure {
  const denominator = definition.denominator ? weightOf(definition.denominator(evidence, moment)) : null;
  if (denominator === 0)
    return {
      numerator: null,
      denominator: null,
      notMeasuredBecause: definition.notMeasured ?? 'Rien à rapporter sur la période.',
    };
  return { numerator: weightOf(definition.numerator(evidence, moment)), denominator };
}
