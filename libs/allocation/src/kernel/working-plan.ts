import { BinIndex } from './bin-index';
import { ClassBins } from './class-bins';
import { BestBin } from './complementary-slackness';
import type { Network } from './network';
import { PathTree } from './path-tree';
import type { Pool } from './pool';
import { NOBODY, type Roster } from './roster';

/** A plan at work: prices and flow, who is where, and the pairs as the repair reads them. */
export class WorkingPlan {
  readonly index: BinIndex;
  readonly classBins: ClassBins;
  readonly tree: PathTree;
  /** Employers that changed bin, in the order of their changes; the reader empties it. */
  readonly moved: number[] = [];
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
    this.roster.add(employer, bin, value);
    network.given[bin]!++;
    const node = this.pool.classNode[employer]!;
    if (node !== network.root) network.covered[node - network.firstClass]!++;
    this.moved.push(employer);
  }

  /** The bin that the employer was in, or NOBODY. */
  take(employer: number): number {
    const { network, roster } = this;
    const bin = roster.bin[employer]!;
    if (bin === NOBODY) return NOBODY;
    roster.remove(employer);
    network.given[bin]!--;
    const node = this.pool.classNode[employer]!;
    if (node !== network.root) network.covered[node - network.firstClass]!--;
    this.moved.push(employer);
    return bin;
  }

  /** Puts the employer's pairs in the index. */
  enter(employer: number): void {
    const { pool } = this;
    for (let pair = pool.from[employer]!, last = pool.to[employer]!; pair < last; pair++) {
      const bin = pool.binOf(employer, pair);
      this.index.insert(bin, employer, pool.value[pair]!);
      this.classBins.add(bin, pool.classNode[employer]!);
    }
  }

  /** Gives the employer to the bin where it gains most, which the nodes named are told. */
  giveBest(employer: number, touched: number[]): void {
    this.choice.find(employer, this.pool, this.network.price);
    if (this.choice.bin === NOBODY) return;
    this.give(employer, this.choice.bin, this.choice.value);
    touched.push(this.choice.bin, this.pool.classNode[employer]!);
  }

  /** Takes the employer's pairs out of the index, and the employer out of its bin. */
  leave(employer: number, touched: number[]): void {
    const { pool } = this;
    for (let pair = pool.from[employer]!, last = pool.to[employer]!; pair < last; pair++)
      this.index.remove(pool.binOf(employer, pair), employer, pool.value[pair]!);
    const bin = this.take(employer);
    if (bin !== NOBODY) touched.push(pool.classNode[employer]!, bin);
  }
}
