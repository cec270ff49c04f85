import { Engine } from '#allocation/engine';
import type { Instance } from '#allocation/instance';
import { verify } from '#allocation/verify';
import { Draw } from '../../support/draw';
import { timed } from './contenders';
import { prototypeFolder } from './prototype';
import { prototypeEngine } from './prototype-engine';
import { type Kind, MIX, type Running, Stream } from './stream-of-events';

export interface Latency {
  readonly events: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Latencies in milliseconds. */
export interface StreamFigures extends Latency {
  readonly buildSeconds: number;
  readonly movesPerEvent: number;
  /** Moves by planned visits held: there may never be any. */
  readonly movesByHeldVisits: number;
  readonly gap: number;
  readonly byKind: Readonly<Record<string, Latency>>;
  readonly marginal: Latency;
}

/** Runs our engine through a stream of events, then holds what is left against the verifier. */
export function runStream(instance: Instance, events: number): StreamFigures {
  const { seconds, answer: engine } = timed(() => new Engine(instance));
  const played = play(engine, instance, events);
  const { instance: left, assignedTo } = engine.remaining();
  const verdict = verify(left, assignedTo, engine.prices());
  if (!verdict.optimal) throw new Error(`after ${events} events: ${verdict.because}`);
  const { primal, dual } = engine.certificate();
  if (dual !== verdict.dual) throw new Error(`the certificate says ${dual}, the verifier ${verdict.dual}`);
  return { ...played, buildSeconds: seconds, gap: dual - primal };
}

/** The same stream on the prototype; undefined where it is not there. Drawn from its own plan, which may differ in ties. */
export async function runPrototypeStream(
  instance: Instance,
  events: number,
): Promise<StreamFigures | undefined> {
  const folder = prototypeFolder();
  if (!folder) return undefined;
  const build = await prototypeEngine(folder, instance);
  const { seconds, answer: engine } = timed(build);
  return { ...play(engine, instance, events), buildSeconds: seconds, gap: engine.gap() };
}

function play(engine: Running, instance: Instance, events: number) {
  const stream = new Stream(engine, instance, new Draw(100));
  const all: number[] = [];
  const byKind = new Map<Kind, number[]>(MIX.map(([kind]) => [kind, []]));
  let [moves, movesByHeldVisits] = [0, 0];
  for (let event = 0; event < events; event++) {
    const { kind, happen } = stream.next();
    const { seconds, answer } = timed(happen);
    all.push(seconds);
    byKind.get(kind)!.push(seconds);
    moves += answer.length;
    if (kind === 'planned visit held') movesByHeldVisits += answer.length;
  }
  const asked = Array.from({ length: Math.min(200, instance.structures) }, (_, structure) =>
    timed(() => engine.marginal(structure)),
  );
  return {
    ...latencyOf(all),
    movesPerEvent: moves / events,
    movesByHeldVisits,
    byKind: Object.fromEntries([...byKind].map(([kind, own]) => [kind, latencyOf(own)])),
    marginal: latencyOf(asked.map(({ seconds }) => seconds)),
  };
}

function latencyOf(seconds: readonly number[]): Latency {
  const sorted = seconds.map((each) => each * 1e3).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { events: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
