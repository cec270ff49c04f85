import { grown, type Pool, withLength } from './pool';

/** More employers than this would not fit in an exact sorting key beside a value of 31 bits. */
export const MOST_EMPLOYERS = 2 ** 22;

/** The pairs of the pool by bin, those of highest value first, then of highest employer: the order is always the same. */
export class BinIndex {
  /** By bin, the first `size` entries of each list. */
  readonly employers: Int32Array[] = [];
  readonly values: Int32Array[] = [];
  readonly size: Int32Array;

  constructor(pool: Pool, bins: number) {
    this.size = new Int32Array(bins);
    const first = offsets(pool, bins);
    const employers = new Int32Array(first[bins]!);
    const values = new Int32Array(first[bins]!);
    const next = first.slice(0, bins);
    for (let employer = 0; employer < pool.employers; employer++)
      for (let pair = pool.from[employer]!, last = pool.to[employer]!; pair < last; pair++) {
        const at = next[pool.binOf(employer, pair)]!++;
        employers[at] = employer;
        values[at] = pool.value[pair]!;
      }
    for (let bin = 0; bin < bins; bin++) {
      this.employers.push(employers.subarray(first[bin], first[bin + 1]));
      this.values.push(values.subarray(first[bin], first[bin + 1]));
      this.size[bin] = first[bin + 1]! - first[bin]!;
    }
    this.sortAll();
  }

  insert(bin: number, employer: number, value: number): void {
    const size = this.size[bin]!;
    if (size === this.employers[bin]!.length) {
      this.employers[bin] = withLength(this.employers[bin]!, new Int32Array(grown(size)));
      this.values[bin] = withLength(this.values[bin]!, new Int32Array(grown(size)));
    }
    const at = this.placeOf(bin, employer, value);
    this.employers[bin]!.copyWithin(at + 1, at, size);
    this.values[bin]!.copyWithin(at + 1, at, size);
    this.employers[bin]![at] = employer;
    this.values[bin]![at] = value;
    this.size[bin] = size + 1;
  }

  remove(bin: number, employer: number, value: number): void {
    const at = this.placeOf(bin, employer, value);
    const size = this.size[bin]!;
    this.employers[bin]!.copyWithin(at, at + 1, size);
    this.values[bin]!.copyWithin(at, at + 1, size);
    this.size[bin] = size - 1;
  }

  /** Where the pair is, or would be. */
  private placeOf(bin: number, employer: number, value: number): number {
    const employers = this.employers[bin]!;
    const values = this.values[bin]!;
    let low = 0;
    let high = this.size[bin]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = values[middle]!;
      if (there > value || (there === value && employers[middle]! > employer)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private sortAll(): void {
    const keys = new Float64Array(this.size.reduce((most, size) => Math.max(most, size), 0));
    for (let bin = 0; bin < this.size.length; bin++) {
      const employers = this.employers[bin]!;
      const values = this.values[bin]!;
      const size = this.size[bin]!;
      for (let at = 0; at < size; at++) keys[at] = values[at]! * MOST_EMPLOYERS + employers[at]!;
      keys.subarray(0, size).sort();
      for (let at = 0; at < size; at++) {
        const key = keys[size - 1 - at]!;
        const value = Math.floor(key / MOST_EMPLOYERS);
        values[at] = value;
        employers[at] = key - value * MOST_EMPLOYERS;
      }
    }
  }
}

function offsets(pool: Pool, bins: number): Int32Array {
  const first = new Int32Array(bins + 1);
  for (let employer = 0; employer < pool.employers; employer++)
    for (let pair = pool.from[employer]!, last = pool.to[employer]!; pair < last; pair++)
      first[pool.binOf(employer, pair) + 1]!++;
  for (let bin = 0; bin < bins; bin++) first[bin + 1]! += first[bin]!;
  return first;
}
