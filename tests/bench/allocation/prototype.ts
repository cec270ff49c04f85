import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Instance } from '#allocation/instance';

/** What the bench asks of the prototype of ../shared, in its own words. */
export interface PrototypePlan {
  readonly ne: number;
  readonly m: number;
  readonly alive: Uint8Array;
  readonly asg: Int32Array;
  readonly glob: Int32Array;
  readonly loc: Int32Array;
  solve(): PrototypePlan;
  primal(): { obj: number };
  dualFull(): number;
}

type Constructor = new (instance: object, options: object) => PrototypePlan;

/** The folder that holds the prototype, or undefined: then its column is "not measured". */
export function prototypeFolder(): string | undefined {
  const shared = process.env.CONCERTO_SHARED ?? resolve(process.cwd(), '../shared');
  const folder = join(shared, 'allocation-prototype');
  return existsSync(join(folder, 'plan.mjs')) ? folder : undefined;
}

export async function loadPrototype(folder: string): Promise<Constructor> {
  // Hidden from the compiler, which would make a require of it; the prototype is an ES module.
  const load = new Function('url', 'return import(url)') as (url: string) => Promise<{ Plan: Constructor }>;
  return (await load(pathToFileURL(join(folder, 'plan.mjs')).href)).Plan;
}

/** The options with which the prototype's own figures were measured. */
export const OPTIONS = { bassin: {}, larger: { keep: 4, base: 500 } };

export const inItsWords = (instance: Instance): object => ({
  n: instance.employers,
  m: instance.structures,
  G: instance.segments,
  C: instance.classes,
  ptr: instance.firstPair,
  dst: instance.pairStructure,
  val: instance.pairValue,
  na: instance.pairValue.length,
  seg: instance.segmentOf,
  cls: instance.classOf,
  K: instance.capacity,
  L: instance.floor,
  U: instance.ceiling,
  H: instance.coverage,
  piL: instance.floorPenalty,
  piC: instance.coveragePenalty,
});

export function assignedBy(plan: PrototypePlan, { employers, segments }: Instance): Int32Array {
  const assignedTo = new Int32Array(employers).fill(-1);
  for (let own = 0; own < plan.ne; own++)
    if (plan.alive[own] && plan.asg[own]! >= 0)
      assignedTo[plan.glob[own]!] = Math.floor(plan.asg[own]! / segments);
  return assignedTo;
}
