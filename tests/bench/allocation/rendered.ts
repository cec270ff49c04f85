import { CONTENDERS, type Solved } from './contenders';
import type { Latency, StreamFigures } from './event-stream';
import type { Figures, Measured, SizeFigures, Target } from './targets';

const NAMES = {
  concerto: 'Concerto',
  prototype: 'prototype',
  highs: 'HiGHS-WASM',
  greedy: 'greedy by pairs',
  'greedy-quotas': 'greedy with quotas',
} as const;

/** The figures as tables for a terminal. */
export function rendered(figures: Figures, targets: readonly Target[]): string {
  const parts = Object.entries(figures).map(([name, size]) => `${sizeTable(name, size)}\n`);
  const rows = targets.map((one) => [
    one.what,
    `<= ${number(one.atMost)} ${one.unit}`.trim(),
    one.measured === null ? '' : number(one.measured),
    one.outcome,
  ]);
  return `${parts.join('\n')}\nTargets\n${columns([['', 'asked', 'measured', ''], ...rows])}\n`;
}

function sizeTable(name: string, size: SizeFigures): string {
  const { employers, structures, bassins, pairs, capacity, solved } = size;
  const best = solved.concerto?.answer?.posts;
  const head = `${name}: ${employers} employers, ${structures} structures, ${bassins} bassins, ${pairs} pairs, ${capacity} visits`;
  const rows = CONTENDERS.map((one) => {
    const measured = solved[one];
    if (!measured?.answer) return [NAMES[one], 'not measured'];
    return [NAMES[one], ...solvedCells(measured as Measured<Solved>, best)];
  });
  const { threeLevels, events } = size;
  if (threeLevels) {
    rows.push(['Concerto, three levels', ...solvedCells(threeLevels.concerto)]);
    if (threeLevels.prototype.answer)
      rows.push(['prototype, three levels', ...solvedCells(threeLevels.prototype as Measured<Solved>)]);
  }
  const table = columns([
    ['', 'posts', '% of ours', 'with wishes', 'gap', 'cold s', 'cpu s', 'warm s', 'MiB', 'over ceilings'],
    ...rows,
  ]);
  const verifier = solved.concerto?.answer?.verifierSeconds;
  return [
    head,
    table,
    ...(verifier === undefined ? [] : [`verifier: ${number(verifier * 1e3)} ms`]),
    ...(events ? [eventTable('Concerto', events.concerto)] : []),
    ...(events?.prototype.answer
      ? [eventTable('prototype', events.prototype as Measured<StreamFigures>)]
      : []),
  ].join('\n');
}

function solvedCells({ answer, peakMegabytes }: Measured<Solved>, best?: number): string[] {
  return [
    (answer.posts / 1e6).toFixed(3),
    best === undefined ? '' : ((100 * answer.posts) / best).toFixed(3),
    (answer.total / 1e6).toFixed(6),
    answer.gap === undefined ? '' : String(answer.gap),
    number(answer.cold),
    number(answer.processor),
    answer.warm === undefined ? '' : number(answer.warm),
    peakMegabytes.toFixed(0),
    String(answer.overCeiling),
  ];
}

function eventTable(who: string, { answer, peakMegabytes }: Measured<StreamFigures>): string {
  const row = (name: string, { events, p50, p99, max }: Latency) => [
    name,
    String(events),
    number(p50),
    number(p99),
    number(max),
  ];
  const head = `events, ${who}: engine built in ${number(answer.buildSeconds)} s, ${peakMegabytes.toFixed(0)} MiB, ${number(answer.movesPerEvent)} moves an event, gap at the end ${answer.gap}`;
  const kinds = Object.entries(answer.byKind).map(([kind, latency]) => row(`  ${kind}`, latency));
  return `${head}\n${columns([
    ['', 'events', 'p50 ms', 'p99 ms', 'max ms'],
    row('all', answer),
    ...kinds,
    row('one visit more, one fewer', answer.marginal),
  ])}`;
}

const number = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toPrecision(value >= 100 ? 4 : 3);

function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
