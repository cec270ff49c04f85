import { BestBin } from './best-bin';
import { BinIndex } from './bin-index';
import { ClassBins } from './class-bins';
import { MoveLog } from './move-log';
import type { Network } from './network';
import { PathTree } from './path-tree';
import type { Pool } from './pool';
import { NOBODY, type Roster } from './roster';

/** A plan at work: prices and flow, who is where, and the pairs as the repair reads them. */
export class WorkingPlan {
  readonly index: BinIndex;
  readonly classBins: ClassBins;
  readonly tree: PathTree;
  readonly log = new MoveLog();
  private readonly choice = new BestBin();

  constructor(
    readonly network: Network,
    readonly pool: Pool,
    readonly roster: Roster,
  ) {
    this.index = new BinIndex(pool, network.bins);
    this.classBins = new ClassBins(network, pool);
    this.tree = new PathTree(network);
  }

  give(employer: number, bin: number, value: number): void {
    const { network } = this;
    this.log.note(employer, NOBODY);
    this.roster.add(employer, bin, value);
    network.given[bin]!++;
    const node = this.pool.classNode[employer]!;
    if (node !== network.root) network.covered[node - network.firstClass]!++;
  }

  /** The bin that the employer was in, or NOBODY. */
  take(employer: number): number {
    const { network, roster } = this;
    const bin = roster.bin[employer]!;
    if (bin === NOBODY) return NOBODY;
    this.log.note(employer, (bin / network.segments) | 0);
    roster.remove(employer);
    network.given[bin]!--;
    const node = this.pool.classNode[employer]!;
    if (node !== network.root) network.covered[node - network.firstClass]!--;
    return bin;
  }

  /** Takes the employer's pairs in, and gives it to the bin where it gains most: `preferred` if it is as good as any. */
  enter(employer: number, preferred: number, touched: number[]): void {
    const { pool, choice } = this;
    for (let pair = pool.from[employer]!, last = pool.to[employer]!; pair < last; pair++) {
      const bin = pool.binOf(employer, pair);
      this.index.insert(bin, employer, pool.value[pair]!);
      this.classBins.add(bin, pool.classNode[employer]!);
    }
    choice.find(employer, pool, this.network.price, preferred);
    if (choice.bin === NOBODY) return;
    this.give(employer, choice.bin, choice.value);
    touched.push(choice.bin, pool.classNode[employer]!);
  }

  /** Takes the employer out of its bin, which is told, and its pairs out of sight. */
  leave(employer: number, touched: number[]): number {
    const { pool } = this;
    for (let pair = pool.from[employer]!, last = pool.to[employer]!; pair < last; pair++)
      this.index.remove(pool.binOf(employer, pair), employer, pool.value[pair]!);
    const bin = this.take(employer);
    if (bin !== NOBODY) touched.push(pool.classNode[employer]!, bin);
    return bin;
  }
}
