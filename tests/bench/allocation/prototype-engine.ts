import type { Instance } from '#allocation/instance';
import { inItsWords, loadPrototype, OPTIONS, type PrototypePlan } from './prototype';
import type { Moved, Placed, Running } from './stream-of-events';

/** The parts of the prototype that its events touch (its own incr.mjs is the reference). */
interface Events extends PrototypePlan {
  readonly R: number;
  readonly S0: number;
  readonly C0: number;
  readonly G: number;
  readonly ec: Int32Array;
  readonly ap: Int32Array;
  readonly ab: Uint16Array;
  readonly av: Int32Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly z: Int32Array;
  readonly cs: Int32Array;
  readonly cc: Int32Array;
  readonly K: Int32Array;
  readonly L: Int32Array;
  readonly U: Int32Array;
  readonly H: Int32Array;
  readonly stats: { moved: number };
  _del(own: number): void;
  repair(nodes: readonly number[]): void;
  remove(own: number): void;
  add(segment: number, klass: number, structures: number[], values: number[]): number;
  revalue(own: number, structures: number[], values: number[]): number;
  setCapacity(structure: number, visits: number): void;
  oneMore(structure: number): number;
  oneFewer(structure: number): number;
  dual(): number;
}

/** Prepares the prototype's engine; what is returned builds it, as ours is built, with all pairs kept. */
export async function prototypeEngine(
  folder: string,
  instance: Instance,
): Promise<() => Running & { gap(): number }> {
  const Plan = await loadPrototype(folder);
  const slack = instance.employers > 20_000 ? 0.25 : 1.5;
  const options = { ...OPTIONS.larger, keep: Number.POSITIVE_INFINITY, slack };
  return () => engineOver(new Plan(inItsWords(instance), options).solve() as Events, instance);
}

function engineOver(plan: Events, instance: Instance): Running & { gap(): number } {
  // The prototype gives an employer a new number with each new score.
  const ownNumber = Array.from(plan.loc);
  const own = (employer: number) => ownNumber[employer]!;
  const counted = (happen: () => void): Moved => {
    const before = plan.stats.moved;
    happen();
    return { length: plan.stats.moved - before };
  };
  return {
    assignedTo: (employer) => {
      const bin = plan.alive[own(employer)] ? plan.asg[own(employer)]! : -1;
      return bin < 0 ? -1 : Math.floor(bin / instance.segments);
    },
    visitHeld: (employer) => counted(() => held(plan, own(employer))),
    withdraw: (employer) => counted(() => plan.remove(own(employer))),
    setCapacity: (structure, visits) => counted(() => plan.setCapacity(structure, visits)),
    forbid: (employer, structure) =>
      counted(() => {
        const [structures, values] = pairsOf(plan, own(employer), structure);
        if (structures.length === 0) plan.remove(own(employer));
        else ownNumber[employer] = plan.revalue(own(employer), structures, values);
      }),
    put: (employer, { segment, class: klass, pairs }: Placed) => ({
      moves: counted(() => {
        const structures = pairs.map(([structure]) => structure);
        const values = pairs.map(([, value]) => value);
        if (employer === null) ownNumber.push(plan.add(segment, klass, structures, values));
        else ownNumber[employer] = plan.revalue(own(employer), structures, values);
      }),
    }),
    marginal: (structure) => [plan.oneMore(structure), plan.oneFewer(structure)],
    gap: () => plan.dual() - plan.primal().obj,
  };
}

function pairsOf(plan: Events, own: number, without: number): [number[], number[]] {
  const structures: number[] = [];
  const values: number[] = [];
  for (let pair = plan.ap[own]!; pair < plan.ap[own + 1]!; pair++) {
    const structure = Math.floor(plan.ab[pair]! / plan.G);
    if (structure === without) continue;
    structures.push(structure);
    values.push(plan.av[pair]!);
  }
  return [structures, values];
}

function held(plan: Events, own: number): void {
  const bin = plan.asg[own]!;
  const structure = Math.floor(bin / plan.G);
  const node = plan.ec[own]!;
  plan._del(own);
  plan.alive[own] = 0;
  plan.x[bin]!--;
  plan.cs[structure]!--;
  plan.y[structure]!--;
  plan.K[structure]!--;
  if (plan.L[bin]! > 0) plan.L[bin]!--;
  plan.U[bin]!--;
  if (node !== plan.R) releaseClass(plan, node - plan.C0);
  plan.repair([bin, plan.S0 + structure, ...(node === plan.R ? [] : [node])]);
}

function releaseClass(plan: Events, klass: number): void {
  plan.cc[klass]!--;
  plan.z[klass]!--;
  if (plan.H[klass]! > 0) plan.H[klass]!--;
  else if (plan.z[klass]! < plan.cc[klass]!) plan.z[klass] = plan.cc[klass]!;
}
