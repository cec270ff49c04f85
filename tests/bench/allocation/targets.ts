import type { Contender, Solved } from './contenders';
import type { StreamFigures } from './event-stream';
import type { Size, SizeName } from './sizes';

/** A measure and the peak of the resident memory of the process that took it. */
export interface Measured<T> {
  readonly answer: T;
  readonly peakMegabytes: number;
}

export interface SizeFigures extends Size {
  readonly pairs: number;
  readonly capacity: number;
  readonly solved: Partial<Record<Contender, Measured<Solved | null>>>;
  readonly threeLevels?: { readonly concerto: Measured<Solved>; readonly prototype: Measured<Solved | null> };
  readonly events?: {
    readonly concerto: Measured<StreamFigures>;
    readonly prototype: Measured<StreamFigures | null>;
  };
}

export type Figures = Partial<Record<SizeName, SizeFigures>>;

export interface Target {
  readonly what: string;
  readonly atMost: number;
  /** Null when a figure that it needs was not measured in this run. */
  readonly measured: number | null;
  readonly unit: string;
  readonly outcome: 'passed' | 'missed' | 'not measured';
}

/** The targets of the engine, each held against the figures of this run. */
export function judged(figures: Figures): Target[] {
  const { S, M, L } = figures;
  const own = (size: SizeFigures | undefined) => size?.solved.concerto;
  const ratio = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : a / b;
  const warm = (of: Measured<Solved | null> | undefined) => of?.answer?.warm ?? of?.answer?.cold;
  // Processor time where there is one plan only: others may share the machine, and both use one core.
  const steady = (of: Measured<Solved | null> | undefined) => of?.answer?.warm ?? of?.answer?.processor;
  const against = (size: SizeFigures | undefined) => ratio(steady(own(size)), steady(size?.solved.prototype));
  const eventsAgainst = (size: SizeFigures | undefined) =>
    ratio(size?.events?.concerto.answer.p99, size?.events?.prototype.answer?.p99);
  const verifierShare = (size: SizeFigures | undefined) =>
    ratio(own(size)?.answer?.verifierSeconds, own(size)?.answer?.cold);
  return [
    ...sizesOf(figures).flatMap(([name, size]) => [
      target(`${name}: gap between primal and dual`, 0, own(size)?.answer?.gap, 'micro-posts'),
      target(`${name}: value short of the prototype’s`, 0, shortOf(size, 'prototype'), 'micro-posts'),
    ]),
    target('S: value short of HiGHS’s', 0, S && shortOf(S, 'highs'), 'micro-posts'),
    target(
      'S, warm: share of HiGHS-WASM’s time',
      1 / 100,
      ratio(warm(own(S)), S?.solved.highs?.answer?.cold),
      '',
    ),
    target('S: verifier', 0.02, own(S)?.answer?.verifierSeconds, 's'),
    target('M: first plan of a process', 2.5, own(M)?.answer?.cold, 's'),
    target('M: peak memory', 256, own(M)?.peakMegabytes, 'MiB'),
    target('M: verifier’s share of the plan’s time', 0.05, verifierShare(M), ''),
    target('M: event p99', 5, M?.events?.concerto.answer.p99, 'ms'),
    target('M: gap after the events', 0, M?.events?.concerto.answer.gap, 'micro-posts'),
    target('M: moves by planned visits held', 0, M?.events?.concerto.answer.movesByHeldVisits, ''),
    target('M: plan with scores of three levels', 20, M?.threeLevels?.concerto.answer.cold, 's'),
    target('L: one core', 45, own(L)?.answer?.cold, 's'),
    target('L: what was asked of two cores, on one', 30, own(L)?.answer?.cold, 's'),
    target('L: peak memory', 1280, own(L)?.peakMegabytes, 'MiB'),
    target('L: verifier’s share of the plan’s time', 0.05, verifierShare(L), ''),
    target('S: time against the prototype’s', 1.3, against(S), ''),
    target('M: time against the prototype’s', 1.3, against(M), ''),
    target('L: time against the prototype’s', 1.3, against(L), ''),
    target('M: event p99 against the prototype’s', 1.3, eventsAgainst(M), ''),
  ];
}

const sizesOf = (figures: Figures) => Object.entries(figures) as [SizeName, SizeFigures][];

function shortOf(size: SizeFigures, other: Contender): number | undefined {
  const [ours, theirs] = [size.solved.concerto?.answer, size.solved[other]?.answer];
  return ours && theirs ? theirs.total - ours.total : undefined;
}

function target(what: string, atMost: number, measured: number | undefined | null, unit: string): Target {
  if (measured === undefined || measured === null)
    return { what, atMost, measured: null, unit, outcome: 'not measured' };
  return { what, atMost, measured, unit, outcome: measured <= atMost ? 'passed' : 'missed' };
}
