import loadHighs from 'highs';
import type { Sketch } from './sketch';

/**
 * The best value of each sketch, by HiGHS on the linear programme written straight from the definition: visits as
 * variables, no price, no flow, nothing of the solver's. Sketches are solved together, as independent blocks of one
 * programme, which costs a tenth of solving them one by one; each value is counted from its own block's variables,
 * rounded, since the optimum is whole.
 */
export async function bestByHighs(sketches: readonly Sketch[], blocksAtOnce = 8): Promise<number[]> {
  const highs = await loaded();
  const answers: number[] = [];
  for (let at = 0; at < sketches.length; at += blocksAtOnce) {
    const blocks = sketches
      .slice(at, at + blocksAtOnce)
      .map((sketch, block) => programmeOf(sketch, `b${block}`));
    const terms = blocks.flatMap((block) => [...block.worth].map(([name, worth]) => `+ ${worth} ${name}`));
    const text = [
      'Maximize',
      `obj: ${terms.length > 0 ? terms.join('\n') : '0 nothing'}`,
      'Subject To',
      ...blocks.flatMap((block) => block.rows),
      'always: nothing <= 1',
      'Bounds',
      ...blocks.flatMap((block) => block.bounds),
      'End',
    ].join('\n');
    const solution = highs.solve(text);
    if (solution.Status !== 'Optimal') throw new Error(`HiGHS says ${solution.Status}`);
    const columns = solution.Columns as Record<string, { Primal: number }>;
    for (const { worth } of blocks) {
      let total = 0;
      for (const [name, each] of worth) total += each * Math.round(columns[name]!.Primal);
      answers.push(total);
    }
  }
  return answers;
}

let loading: ReturnType<typeof loadHighs> | undefined;
const loaded = () => {
  loading ??= loadHighs();
  return loading;
};

interface Programme {
  readonly worth: ReadonlyMap<string, number>;
  readonly rows: readonly string[];
  readonly bounds: readonly string[];
}

function programmeOf(sketch: Sketch, block: string): Programme {
  const { segments } = sketch;
  const worth = new Map<string, number>();
  const rows: string[] = [];
  const bounds: string[] = [];
  const inStructure = new Map<number, string[]>();
  const inBin = new Map<number, string[]>();
  const inClass = new Map<number, string[]>();
  const pins = { structure: new Map<number, number>(), bin: new Map<number, number>() };

  sketch.employers.forEach(({ segment, class: klass, pairs, pin }, employer) => {
    const own = pairs.map(([structure, value]) => {
      const name = `${block}x${employer}s${structure}`;
      const bin = structure * segments + segment;
      worth.set(name, value);
      push(inStructure, structure, name);
      push(inBin, bin, name);
      if (klass >= 0) push(inClass, klass, name);
      if (pin >= 0) bounds.push(`${name} = ${structure === pin ? 1 : 0}`);
      if (structure === pin) {
        pins.structure.set(structure, (pins.structure.get(structure) ?? 0) + 1);
        pins.bin.set(bin, (pins.bin.get(bin) ?? 0) + 1);
      }
      return name;
    });
    if (own.length > 0) rows.push(`${block}e${employer}: ${own.join(' + ')} <= 1`);
  });
  for (const [structure, names] of inStructure) {
    const most = Math.max(sketch.capacity[structure]!, pins.structure.get(structure) ?? 0);
    rows.push(`${block}k${structure}: ${names.join('\n + ')} <= ${most}`);
  }
  const wish = (name: string, wished: number, penalty: number, names: readonly string[]) => {
    worth.set(name, penalty);
    bounds.push(`0 <= ${name} <= ${wished}`);
    rows.push(`r${name}: ${name} - ${names.join('\n - ')} <= 0`);
  };
  for (const [bin, names] of inBin) {
    rows.push(
      `${block}u${bin}: ${names.join('\n + ')} <= ${Math.max(sketch.ceiling[bin]!, pins.bin.get(bin) ?? 0)}`,
    );
    if (sketch.floor[bin]! > 0) wish(`${block}f${bin}`, sketch.floor[bin]!, sketch.floorPenalty, names);
  }
  for (const [klass, names] of inClass)
    if (sketch.coverage[klass]! > 0)
      wish(`${block}h${klass}`, sketch.coverage[klass]!, sketch.coveragePenalty, names);
  return { worth, rows, bounds };
}

function push(lists: Map<number, string[]>, key: number, name: string): void {
  const list = lists.get(key);
  if (list) list.push(name);
  else lists.set(key, [name]);
}
