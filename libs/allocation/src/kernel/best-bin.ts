import type { Pool } from './pool';
import { NOBODY } from './roster';

/**
 * The bin where the employer gains most at the present prices, and what the visit is worth there; NOBODY when none pays.
 * Among equals the preferred bin wins, then nobody, then the first pair.
 */
export class BestBin {
  bin = NOBODY;
  value = 0;

  find(employer: number, pool: Pool, price: Float64Array, preferred: number): void {
    const { from, to, segments } = pool;
    const { structure, value } = pool;
    const segment = pool.segment[employer]!;
    let best = -price[pool.classNode[employer]!]!;
    this.bin = NOBODY;
    for (let pair = from[employer]!, last = to[employer]!; pair < last; pair++) {
      const bin = structure[pair]! * segments + segment;
      const net = value[pair]! - price[bin]!;
      if (net > best || (net === best && bin === preferred)) {
        best = net;
        this.bin = bin;
        this.value = value[pair]!;
      }
    }
  }
}
