import { CONTENDERS, type Contender, solvedBy } from './contenders';
import { runPrototypeStream, runStream } from './event-stream';
import { SIZES, type SizeName } from './sizes';
import { store, stored } from './stored-instance';
import { territoryOf, withThreeLevels } from './territory';

/**
 * One measure in a process of its own, so that the memory told is this measure's alone. Its answer, with the peak of the
 * resident memory, is one JSON line: `make SIZE FILE`, `solve CONTENDER FILE AGAIN`, `events CONTENDER FILE COUNT`.
 */
async function main([task, ...given]: string[]): Promise<void> {
  const answer = await measured(task, given);
  // Kilobytes, whatever the platform says: Node gives them so.
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ answer: answer ?? null, peakMegabytes })}\n`);
}

async function measured(task: string | undefined, [what = '', file = '', count = '0']: string[]) {
  switch (task) {
    case 'make': {
      const instance = territoryOf(SIZES[what as SizeName]);
      store(instance, file);
      store(withThreeLevels(instance), `${file}.abc`);
      return {
        pairs: instance.pairValue.length,
        capacity: instance.capacity.reduce((all, one) => all + one, 0),
      };
    }
    case 'solve':
      if (!CONTENDERS.includes(what as Contender)) throw new Error(`no contender ${what}`);
      return solvedBy(what as Contender, stored(file), Number(count));
    case 'events':
      return what === 'prototype'
        ? runPrototypeStream(stored(file), Number(count))
        : runStream(stored(file), Number(count));
    default:
      throw new Error(`no task ${task}`);
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
