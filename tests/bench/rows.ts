/** One measure: ours and the floor's of the same run, a round each in turn; or a time alone. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly floor: readonly number[];
}

export const ROUNDS = 5;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Rounds in turn, after one warm round of each that does not count: what the machine does else weighs on both. */
export async function inTurn(
  what: string,
  unit: string,
  say: (line: string) => void,
  ours: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<Row> {
  const row = { what, unit, ours: [] as number[], floor: [] as number[] };
  await floor();
  await ours();
  for (let round = 1; round <= ROUNDS; round += 1) {
    row.floor.push(await floor());
    row.ours.push(await ours());
    say(
      `${what}: round ${round} of ${ROUNDS}, ${Math.round(row.ours.at(-1)!)} against ${Math.round(row.floor.at(-1)!)} ${unit}`,
    );
  }
  return row;
}

const spread = (values: readonly number[]): string =>
  `${Math.round(median(values))} (${Math.round(Math.min(...values))}-${Math.round(Math.max(...values))})`;

export function rendered(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    row.unit,
    spread(row.ours),
    row.floor.length > 0 ? spread(row.floor) : '',
    row.floor.length > 0 ? (median(row.ours) / median(row.floor)).toFixed(2) : '',
  ]);
  const all = [['what', 'unit', 'ours: median (range)', 'floor: median (range)', 'ratio'], ...cells];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
  return `${all.map((line) => line.map((cell, at) => cell.padEnd(widths[at]!)).join('  ')).join('\n')}\n`;
}
