import { parentPort, workerData } from 'node:worker_threads';
import { Invalid } from '#domain/refused';
import { plan } from './plan';
import { planFor } from './plan-for';
import type { OrderOfThread, WordOfThread } from './planner';

/** The thread's side of `planner.ts`: one order, words of progress, one answer. */
function main({ inputs, instance }: OrderOfThread): void {
  const progress = (share: number) => tell({ progress: share });
  try {
    if (inputs) {
      const answer = planFor(inputs, progress);
      tell({ answer }, buffersOf(answer.plan));
    } else {
      const answer = plan(instance!, progress);
      tell({ answer }, buffersOf(answer));
    }
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const { reason, sentence, errors } = error;
    tell({ invalid: { reason, sentence, errors } });
  }
}

const tell = (word: WordOfThread, transfer: ArrayBuffer[] = []): void =>
  parentPort!.postMessage(word, transfer);

/** The plan's arrays change hands instead of being copied. */
function buffersOf(answer: ReturnType<typeof plan>): ArrayBuffer[] {
  const { assignedTo, prices, shortfalls } = answer;
  const arrays = [assignedTo, ...Object.values(prices), ...Object.values(shortfalls)] as Int32Array[];
  return [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))];
}

main(workerData.order as OrderOfThread);
