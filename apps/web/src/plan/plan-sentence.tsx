import type { ReactNode } from 'react';
import type { Board, Diff, Scenario } from '../api/plan';
import { Fr } from '../design/typeset';
import { counted } from '../format';
import { frPlan } from '../fr-plan';
import { priceWords } from './price-words';
import { changedRules, priceOfAll } from './rules';

const text = frPlan.sentence;

/** What the choice costs, in per cent of the value of what it is compared to; negative when it brings more. */
const priceOfChoice = ({ postsBefore, postsAfter }: Diff): number =>
  postsBefore === 0 ? 0 : (100 * (postsBefore - postsAfter)) / postsBefore;

/** Employers that another partner would visit; a move inside a partner is not one. */
export const toAnotherPartner = ({ moved, movedPartner }: Diff): number => movedPartner ?? moved;

const Figure = ({ href, children }: { href: string; children: string }) => (
  <a className="sentence-figure" href={href}>
    <Fr>{children}</Fr>
  </a>
);

const Cost = ({ diff }: { diff: Diff }): ReactNode => {
  const price = priceOfChoice(diff);
  if (Math.abs(price) < 0.005) return text.noPrice;
  return (
    <>
      <Fr>{price > 0 ? text.price : text.gain}</Fr>
      <Figure href="#regles">{priceWords(Math.abs(price))}</Figure>
      {text.ofValue}
    </>
  );
};

const Change = ({ subject, diff }: { subject: string; diff: Diff }) => {
  const hidden = diff.hiddenMarketMore;
  return (
    <>
      <Fr>{subject}</Fr>
      {hidden === 0 ? (
        text.sameHidden
      ) : (
        <>
          {text.wouldVisit}
          <Figure href="#matrice">{hidden > 0 ? text.moreHidden(hidden) : text.fewerHidden(-hidden)}</Figure>
          {text.hidden}
        </>
      )}
      <Cost diff={diff} />
      <Fr>{'\u202f; '}</Fr>
      <Figure href="#changements">{text.moves(toAnotherPartner(diff))}</Figure>
      {text.wouldMove(toAnotherPartner(diff))}
    </>
  );
};

const AsItStands = ({ board }: { board: Board }) => {
  const visits = board.structures.reduce((sum, { assigned }) => sum + assigned, 0);
  const prospects = board.segments.reduce((sum, segment) => sum + segment.prospects, 0);
  const left = Object.values(board.unassignedByReason).reduce((sum, employers) => sum + employers, 0);
  const networks = new Set(board.structures.map(({ kind }) => kind)).size;
  const { together } = priceOfAll(board);
  return (
    <>
      {text.plan}
      <Figure href="#matrice">{counted(visits, 'employeur')}</Figure>
      <Fr>{text.among(prospects, networks)}</Fr>
      <Figure href="#matrice">{text.worth(board.value)}</Figure>
      {text.worthOf(board.value)}
      {together !== null && (
        <>
          <Fr>{text.allRules}</Fr>
          <Figure href="#regles">{priceWords(together)}</Figure>
          {text.ofValue}
          <Fr>{'\u202f; '}</Fr>
        </>
      )}
      <Figure href="#matrice">{counted(left, 'prospect')}</Figure>
      {text.left(left)}
    </>
  );
};

interface PlanSentenceProps {
  board: Board;
  reference: Board | null;
  diff: Diff | null;
  scenario: Scenario | null;
}

const subjectOf = (board: Board, reference: Board, scenario: Scenario | null): string => {
  const changes = changedRules(board, reference.rules, board.rules);
  const [only] = changes;
  if (changes.length === 1 && only) return text.raised(only.rule.label, only.from, only.rule.percent);
  if (changes.length > 1) return text.several(changes.length);
  return scenario ? text.scenario(scenario.name) : text.several(0);
};

/** The page in one or two lines, from data: what the scenario changes and its price, else what the plan does. */
export const PlanSentence = ({ board, reference, diff, scenario }: PlanSentenceProps) => (
  <p className="sentence figure">
    {diff && reference && reference !== board ? (
      <Change subject={subjectOf(board, reference, scenario)} diff={diff} />
    ) : (
      <AsItStands board={board} />
    )}
  </p>
);
