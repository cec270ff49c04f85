import { TriangleAlert } from 'lucide-react';
import type { Board, PlanRules } from '../api/plan';
import { Button } from '../design/button';
import { DataTable } from '../design/data-table';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { count, typeset } from '../format';
import { frPlan } from '../fr-plan';
import { priceWords } from './price-words';
import { RuleSlider } from './rule-slider';
import { priceOf, priceOfAll, type Rule, rulesOf, withNames, withPercent } from './rules';
import { useTriedPrices } from './use-tried-prices';

const text = frPlan.rules;

interface RulesPanelProps {
  board: Board;
  reference: Board | null;
  rules: PlanRules;
  tried: boolean;
  open: boolean;
  /** What to know before a slider is moved, or why none can be. */
  note: string | null;
  onTry: (rules: PlanRules) => void;
  onReset: () => void;
}

const Missing = ({ children }: { children: string }) => (
  <li>
    <TriangleAlert aria-hidden="true" />
    <Fr>{children}</Fr>
  </li>
);

/** Rules that no plan can keep: said with what is missing and where, never silently bent. */
const Shortfalls = ({ board }: { board: Board }) => {
  const short = board.structures.flatMap(({ unitName, cells }) => {
    const visits = cells.reduce((sum, { shortfall }) => sum + shortfall, 0);
    return visits > 0 ? [{ unitName, visits }] : [];
  });
  const classes = board.coverage.filter(({ shortfall }) => shortfall > 0);
  if (short.length + classes.length + board.warnings.length === 0) return null;
  return (
    <div className="shortfalls">
      <ul>
        {short.length > 0 && (
          <Missing>{text.shortfall(short.reduce((sum, { visits }) => sum + visits, 0))}</Missing>
        )}
        {classes.map(({ territoryClass, name, shortfall }) => (
          <Missing key={territoryClass}>
            {text.classShortfall(shortfall, text.coverage(territoryClass, name))}
          </Missing>
        ))}
      </ul>
      {short.length + board.warnings.length > 0 && (
        <details>
          <summary>{text.where}</summary>
          <ul>
            {short.map(({ unitName, visits }) => (
              <li key={unitName}>
                <Fr>{text.missing(visits, unitName)}</Fr>
              </li>
            ))}
            {board.warnings.map(({ code, detail }) => (
              <li key={code + detail}>
                <Fr>{typeset(withNames(board, detail))}</Fr>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};

const Together = ({ board }: { board: Board }) => {
  const { together, apart } = priceOfAll(board);
  if (together === null) return null;
  return (
    <div className="rules-all figure">
      <p>
        <b>{text.all}</b>
        <b>{priceWords(together)}</b>
      </p>
      <p className="caption">
        <Fr>{text.apart(priceWords(together), priceWords(apart))}</Fr>
      </p>
    </div>
  );
};

/** The sliders of the committee; a move re-plans at once and saves nothing. */
export const RulesPanel = ({
  board,
  reference,
  rules,
  tried,
  open,
  note,
  onTry,
  onReset,
}: RulesPanelProps) => {
  const shown = rulesOf(board, rules);
  const inForce = new Map(
    (reference ? rulesOf(reference, reference.rules) : []).map((one) => [one.key, one.percent]),
  );
  const curveOf = useTriedPrices(board);
  const move = (rule: Rule, percent: number) => onTry(withPercent(rules, rule, percent));
  return (
    <Panel
      id="regles"
      title={text.title}
      className="plan-rules narrow"
      table={
        <DataTable
          caption={text.title}
          columns={text.columns}
          rows={shown.map((rule) => {
            const before = inForce.get(rule.key) ?? rule.percent;
            const price = priceOf(board, rule)?.pricePercent;
            return {
              key: rule.key,
              cells: [
                { shown: <Fr>{rule.label}</Fr>, by: rule.label },
                { shown: `${count(rule.percent)}\u00a0%`, by: rule.percent },
                { shown: `${count(before)}\u00a0%`, by: before },
                { shown: price === undefined ? '–' : priceWords(price), by: price ?? -1 },
              ],
            };
          })}
        />
      }
    >
      {shown.length === 0 && <p className="none">{text.none}</p>}
      {note && shown.length > 0 && <p className="rules-note">{note}</p>}
      {shown.map((rule) => (
        <RuleSlider
          key={rule.key}
          rule={rule}
          inForce={inForce.get(rule.key) ?? null}
          price={priceOf(board, rule)?.pricePercent ?? null}
          curve={curveOf(rule)}
          open={open}
          onMove={(percent) => move(rule, percent)}
        />
      ))}
      <Together board={board} />
      <Shortfalls board={board} />
      {tried && (
        <Button kind="quiet" onClick={onReset}>
          {frPlan.reset}
        </Button>
      )}
    </Panel>
  );
};
