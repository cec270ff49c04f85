import { useEffect, useRef, useState } from 'react';
import type { Board, Diff } from '../api/plan';
import { signed } from '../format';
import { frPlan } from '../fr-plan';
import { toAnotherPartner } from './plan-sentence';
import { priceWords } from './price-words';
import { changedRules, priceOf } from './rules';

interface AnnouncedProps {
  board: Board;
  reference: Board | null;
  diff: Diff | null;
  tried: boolean;
  busy: boolean;
}

/** Says politely what a move of a slider has come to, once its answer is there. */
export const Announced = ({ board, reference, diff, tried, busy }: AnnouncedProps) => {
  const [said, setSaid] = useState('');
  const last = useRef<Board | null>(null);
  useEffect(() => {
    const before = last.current;
    last.current = board;
    if (busy || !tried || !diff || !reference || before === board) return;
    const changes = changedRules(board, (before ?? reference).rules, board.rules);
    const [moved] = changes.length > 0 ? changes : changedRules(board, reference.rules, board.rules);
    if (!moved) return;
    const { label, percent } = moved.rule;
    const price = priceOf(board, moved.rule)?.pricePercent;
    setSaid(
      frPlan.rules.announced(
        label,
        percent,
        price === undefined ? frPlan.rules.unpriced : priceWords(price),
        signed(diff.hiddenMarketMore),
        toAnotherPartner(diff),
      ),
    );
  }, [board, reference, diff, tried, busy]);
  return (
    <p className="unseen" role="status">
      {said}
    </p>
  );
};
