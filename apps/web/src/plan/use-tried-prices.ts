import { useEffect, useState } from 'react';
import type { Board } from '../api/plan';
import { priceOf, type Rule, rulesOf } from './rules';

interface Point {
  percent: number;
  pricePercent: number;
}

const NONE: ReadonlyMap<string, readonly Point[]> = new Map();

/** The curve of a rule's price: the service's own where it gives one, else the positions tried since the page opened. */
export const useTriedPrices = (board: Board): ((rule: Rule) => readonly Point[]) => {
  const [tried, setTried] = useState(NONE);
  useEffect(() => {
    setTried((before) => {
      const next = new Map(before);
      for (const rule of rulesOf(board, board.rules)) {
        const price = priceOf(board, rule);
        if (!price) continue;
        const others = (before.get(rule.key) ?? []).filter(({ percent }) => percent !== rule.percent);
        next.set(rule.key, [...others, { percent: rule.percent, pricePercent: price.pricePercent }]);
      }
      return next;
    });
  }, [board]);
  return (rule) => priceOf(board, rule)?.curve ?? tried.get(rule.key) ?? [];
};
