/** A cell that could be published: what it counts, and the establishments behind it with their weight. */
export interface Cell {
  readonly count: number;
  /** Weight by establishment. */
  readonly weights: ReadonlyMap<string, number>;
}

const DOMINANCE = 0.85;

/** BR-58, primary rule: enough establishments, and none of them more than 85 % of the whole. An empty cell is no secret. */
export function isPublishable(cell: Cell, establishments: number): boolean {
  if (cell.weights.size === 0) return true;
  if (cell.weights.size < establishments) return false;
  const weights = [...cell.weights.values()];
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(...weights) <= DOMINANCE * whole;
}

/**
 * BR-58, primary and secondary suppression on one fixed line of cells whose total is known: cells that may not be
 * published are kept back, and with them the smallest others until what is kept back is itself publishable, so that a
 * subtraction from the total gives no secret away. Answers the cells to show, in their order.
 */
export function shownCells<C extends Cell>(cells: readonly C[], establishments: number): C[] {
  const hidden = new Set(cells.filter((cell) => !isPublishable(cell, establishments)));
  const others = cells
    .filter((cell) => !hidden.has(cell) && cell.weights.size > 0)
    .sort((a, b) => a.weights.size - b.weights.size);
  while (hidden.size > 0 && !isPublishable(together([...hidden]), establishments)) {
    const next = others.shift();
    if (!next) return [];
    hidden.add(next);
  }
  return cells.filter((cell) => !hidden.has(cell));
}

/** One cell of several: the same establishment counts once, with all its weight. */
export function together(cells: readonly Cell[]): Cell {
  const weights = new Map<string, number>();
  for (const cell of cells)
    for (const [id, weight] of cell.weights) weights.set(id, (weights.get(id) ?? 0) + weight);
  return { count: cells.reduce((sum, cell) => sum + cell.count, 0), weights };
}
