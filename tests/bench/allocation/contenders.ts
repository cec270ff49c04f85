import type { Instance } from '#allocation/instance';
import { plan } from '#allocation/plan';
import { verify } from '#allocation/verify';
import { greedy } from './greedy';
import { highsOn } from './highs';
import { assignedBy, inItsWords, loadPrototype, OPTIONS, prototypeFolder } from './prototype';
import { type Worth, worthOf } from './worth';

export const CONTENDERS = ['concerto', 'prototype', 'highs', 'greedy', 'greedy-quotas'] as const;
export type Contender = (typeof CONTENDERS)[number];

/** What one contender did with one instance, in a process of its own. Times in seconds. */
export interface Solved extends Worth {
  /** The first plan of a process that has just started. */
  readonly cold: number;
  /** The median of the plans that follow, as in a service that has run for a while; absent when there was one only. */
  readonly warm?: number;
  /** Processor time of the first plan: what it costs when others share the machine. */
  readonly processor: number;
  /** Dual less primal, where the contender proves its plan. */
  readonly gap?: number;
  readonly verifierSeconds?: number;
}

export type Answer = { readonly assignedTo: Int32Array; readonly gap?: number };

/** Solves the instance once cold, then `again` times; undefined when the contender is not there. */
export async function solvedBy(
  contender: Contender,
  instance: Instance,
  again: number,
): Promise<Solved | undefined> {
  const solve = await solverOf(contender, instance);
  if (!solve) return undefined;
  const used = process.cpuUsage();
  const first = timed(solve);
  const { user, system } = process.cpuUsage(used);
  const warm = Array.from({ length: again }, () => timed(solve).seconds).sort((a, b) => a - b);
  const { assignedTo, gap } = first.answer;
  return {
    ...worthOf(instance, assignedTo),
    cold: first.seconds,
    ...(warm.length > 0 ? { warm: warm[Math.floor(warm.length / 2)]! } : {}),
    processor: (user + system) / 1e6,
    ...(gap === undefined ? {} : { gap }),
    ...(contender === 'concerto' ? { verifierSeconds: verifierSeconds(instance) } : {}),
  };
}

async function solverOf(contender: Contender, instance: Instance): Promise<(() => Answer) | undefined> {
  switch (contender) {
    case 'concerto':
      return () => {
        const { assignedTo, certificate } = plan(instance);
        return { assignedTo, gap: certificate.dual - certificate.primal };
      };
    case 'prototype':
      return prototypeOn(instance);
    case 'highs': {
      const solve = await highsOn(instance);
      return () => ({ assignedTo: solve() });
    }
    case 'greedy':
    case 'greedy-quotas':
      return () => ({ assignedTo: greedy(instance, contender === 'greedy-quotas') });
  }
}

async function prototypeOn(instance: Instance): Promise<(() => Answer) | undefined> {
  const folder = prototypeFolder();
  if (!folder) return undefined;
  const Plan = await loadPrototype(folder);
  const options = instance.employers > 20_000 ? OPTIONS.larger : OPTIONS.bassin;
  return () => {
    const solved = new Plan(inItsWords(instance), options).solve();
    // Its certificate is part of what it is compared on.
    const gap = solved.dualFull() - solved.primal().obj;
    return { assignedTo: assignedBy(solved, instance), gap };
  };
}

/** One pass of the verifier over the plan; it must say yes, and no once a visit is taken away. */
function verifierSeconds(instance: Instance): number {
  const { assignedTo, prices } = plan(instance);
  const { seconds, answer } = timed(() => verify(instance, assignedTo, prices));
  if (!answer.optimal) throw new Error(`the verifier refuses the plan: ${answer.because}`);
  const planned = assignedTo.findIndex((structure) => structure >= 0);
  if (planned >= 0 && verify(instance, assignedTo.with(planned, -1), prices).optimal)
    throw new Error('the verifier accepts a plan with a visit taken away');
  return seconds;
}

export function timed<T>(run: () => T): { seconds: number; answer: T } {
  const from = process.hrtime.bigint();
  const answer = run();
  return { seconds: Number(process.hrtime.bigint() - from) / 1e9, answer };
}
