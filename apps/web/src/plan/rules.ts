import type { Board, PlanRules, QuotaPrice } from '../api/plan';
import { signOf } from '../design/networks';
import { frPlan } from '../fr-plan';

export type RuleFamily = 'floors' | 'ceilings' | 'coverage';

/** One rule of the committee, as a slider shows it. */
export interface Rule {
  family: RuleFamily;
  index: number;
  key: string;
  label: string;
  percent: number;
}

const PRICED: Record<RuleFamily, QuotaPrice['rule']> = {
  floors: 'FLOOR',
  ceilings: 'CEILING',
  coverage: 'COVERAGE',
};

const subjectOf = (rules: PlanRules, family: RuleFamily, index: number): string =>
  (family === 'coverage' ? rules.coverage[index]?.territoryClass : rules[family][index]?.segment) ?? '';

/** Of one structure or one network only, when the rule is not for each. */
const scopeOf = (board: Board, family: RuleFamily, index: number): string => {
  if (family === 'coverage') return '';
  const { structureId = null, kind = null } = board.rules[family][index] ?? {};
  const structure = board.structures.find(({ unitId }) => unitId === structureId);
  if (structure) return `, ${structure.unitName}`;
  return kind ? `, ${signOf(kind).name}` : '';
};

const nameOfSegment = ({ segments }: Board, segment: string): string =>
  segments.find((one) => one.segment === segment)?.name ?? segment;

const nameOfClass = ({ coverage }: Board, territoryClass: string): string =>
  coverage.find((one) => one.territoryClass === territoryClass)?.name ?? territoryClass;

/** A sentence of the engine, which knows segments by their code. */
export const withNames = ({ segments }: Board, sentence: string): string =>
  segments.reduce((said, { segment, name }) => said.replaceAll(`« ${segment} »`, `« ${name} »`), sentence);

/** The sliders of these rules, floors first; names come from the board. */
export const rulesOf = (board: Board, rules: PlanRules): Rule[] =>
  (['floors', 'ceilings', 'coverage'] as const).flatMap((family) =>
    rules[family].map(({ percent }, index) => {
      const subject = subjectOf(rules, family, index);
      const name = family === 'coverage' ? nameOfClass(board, subject) : nameOfSegment(board, subject);
      const label = frPlan.rules[family](subject, name) + scopeOf(board, family, index);
      return { family, index, key: `${family}-${index}`, label, percent };
    }),
  );

/** The same rules with one percent changed; the others are the same objects. */
export const withPercent = (rules: PlanRules, { family, index }: Rule, percent: number): PlanRules => ({
  ...rules,
  [family]: rules[family].map((rule, at) => (at === index ? { ...rule, percent } : rule)),
});

/** The rules whose percent is not the same on both sides. */
export const changedRules = (
  board: Board,
  before: PlanRules,
  after: PlanRules,
): { rule: Rule; from: number }[] => {
  const known = new Map(rulesOf(board, before).map(({ key, percent }) => [key, percent]));
  return rulesOf(board, after).flatMap((rule) => {
    const from = known.get(rule.key);
    return from === undefined || from === rule.percent ? [] : [{ rule, from }];
  });
};

/** What a rule costs at its position on this board; undefined when the board does not say. */
export const priceOf = (board: Board, rule: Rule): QuotaPrice | undefined => {
  const subject = subjectOf(board.rules, rule.family, rule.index);
  const ofSubject = board.quotaPrices.filter(
    (one) => one.rule === PRICED[rule.family] && (one.segment ?? one.territoryClass) === subject,
  );
  return ofSubject.find(({ percent }) => percent === rule.percent) ?? ofSubject[0];
};

/** What all the rules cost together, and the sum of what each costs alone. */
export const priceOfAll = ({ quotaPrices }: Board): { together: number | null; apart: number } => ({
  together: quotaPrices.find(({ rule }) => rule === 'ALL')?.pricePercent ?? null,
  apart: quotaPrices
    .filter(({ rule }) => rule !== 'ALL')
    .reduce((sum, { pricePercent }) => sum + pricePercent, 0),
});
