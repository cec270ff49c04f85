import { Worker } from 'node:worker_threads';
import { type FieldError, Invalid } from '#domain/refused';
import type { Instance, OptimalPlan } from './instance';
import type { PlanInputs } from './plan-inputs';
import type { PlannedTerritory } from './planned-territory';

export interface PlannerOptions {
  /** Hears the share of the work done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Ends the thread at once; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What the thread is asked: one of the two. */
export interface OrderOfThread {
  readonly inputs?: PlanInputs;
  readonly instance?: Instance;
}

/** What it says. */
export type WordOfThread =
  | { readonly progress: number }
  | { readonly answer: PlannedTerritory | OptimalPlan }
  | {
      readonly invalid: {
        readonly reason: string;
        readonly sentence: string;
        readonly errors: readonly FieldError[];
      };
    };

/** `planFor` in a thread of its own: a region's plan takes a second, which would keep a service from its heartbeat. */
export const planInThread = (inputs: PlanInputs, options: PlannerOptions = {}): Promise<PlannedTerritory> =>
  answerOf<PlannedTerritory>({ inputs }, options);

/** `plan` in a thread of its own. The instance is copied and stays as it is. */
export const solveInThread = (instance: Instance, options: PlannerOptions = {}): Promise<OptimalPlan> =>
  answerOf<OptimalPlan>({ instance }, options);

/**
 * A thread runs JavaScript: the package's own imports lead to what was built, from a built file and from a source alike.
 * Whoever runs sources (tests) builds first.
 */
const START = `
  const { workerData } = require('node:worker_threads');
  require('node:module').createRequire(workerData.from)('#allocation/planner-thread');
`;

async function answerOf<T>(order: OrderOfThread, { onProgress, signal }: PlannerOptions): Promise<T> {
  signal?.throwIfAborted();
  const worker = new Worker(START, { eval: true, workerData: { order, from: __filename } });
  let aborted = (): void => undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      aborted = () => reject(signal!.reason);
      signal?.addEventListener('abort', aborted, { once: true });
      worker.on('message', (word: WordOfThread) => {
        if ('progress' in word) onProgress?.(word.progress);
        else if ('answer' in word) resolve(word.answer as T);
        else reject(new Invalid(word.invalid.reason, word.invalid.sentence, word.invalid.errors));
      });
      worker.once('error', reject);
      worker.once('exit', (code) =>
        reject(new Error(`The planner's thread ended with ${code}, without an answer.`)),
      );
    });
  } finally {
    signal?.removeEventListener('abort', aborted);
    await worker.terminate();
  }
}
