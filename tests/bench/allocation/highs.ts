import loadHighs from 'highs';
import type { Instance } from '#allocation/instance';

/** Loads HiGHS and writes the programme; what is returned solves it and answers the plan. */
export async function highsOn(instance: Instance): Promise<() => Int32Array> {
  const highs = await loadHighs();
  const text = programmeOf(instance);
  return () => {
    const solution = highs.solve(text);
    if (solution.Status !== 'Optimal') throw new Error(`HiGHS says ${solution.Status}`);
    const assignedTo = new Int32Array(instance.employers).fill(-1);
    for (const [name, column] of Object.entries(solution.Columns)) {
      if (!name.startsWith('x') || Math.round((column as { Primal: number }).Primal) !== 1) continue;
      const [employer, structure] = name.slice(1).split('s').map(Number);
      assignedTo[employer!] = structure!;
    }
    return assignedTo;
  };
}

/** The linear programme as allocation.md, 2.1 says it, without pins. */
function programmeOf(instance: Instance): string {
  const { employers, structures, segments, firstPair, pairStructure, pairValue, segmentOf, classOf } =
    instance;
  const terms: string[] = [];
  const rows: string[] = [];
  const bounds: string[] = [];
  const inBin: string[][] = Array.from({ length: structures * segments }, () => []);
  const inClass: string[][] = Array.from({ length: instance.classes }, () => []);
  for (let employer = 0; employer < employers; employer++) {
    const own: string[] = [];
    for (let pair = firstPair[employer]!; pair < firstPair[employer + 1]!; pair++) {
      const structure = pairStructure[pair]!;
      const name = `x${employer}s${structure}`;
      terms.push(`+ ${pairValue[pair]} ${name}`);
      own.push(name);
      inBin[structure * segments + segmentOf[employer]!]!.push(name);
      if (classOf[employer]! >= 0) inClass[classOf[employer]!]!.push(name);
    }
    if (own.length > 0) rows.push(`e${employer}: ${own.join(' + ')} <= 1`);
  }
  const wish = (name: string, wished: number, penalty: number, names: readonly string[]) => {
    if (wished === 0 || names.length === 0) return;
    terms.push(`+ ${penalty} ${name}`);
    bounds.push(`0 <= ${name} <= ${wished}`);
    rows.push(`r${name}: ${name}\n - ${names.join('\n - ')} <= 0`);
  };
  const most = (name: string, limit: number, names: readonly string[]) => {
    if (names.length > 0) rows.push(`${name}: ${names.join('\n + ')} <= ${limit}`);
  };
  inBin.forEach((names, bin) => {
    most(`u${bin}`, instance.ceiling[bin]!, names);
    wish(`f${bin}`, instance.floor[bin]!, instance.floorPenalty, names);
  });
  for (let structure = 0; structure < structures; structure++)
    most(
      `k${structure}`,
      instance.capacity[structure]!,
      inBin.slice(structure * segments, (structure + 1) * segments).flat(),
    );
  inClass.forEach((names, klass) => {
    wish(`h${klass}`, instance.coverage[klass]!, instance.coveragePenalty, names);
  });
  return ['Maximize', 'obj:', ...terms, 'Subject To', ...rows, 'Bounds', ...bounds, 'End'].join('\n');
}
