import { grown, withLength } from './pool';

/** No employer, no bin. */
export const NOBODY = -1;

/** Who is given to which bin: a list per bin, changed in constant time. */
export class Roster {
  /** By employer: its bin or NOBODY, and what the visit is worth there. */
  bin: Int32Array;
  value: Int32Array;
  next: Int32Array;
  private previous: Int32Array;
  /** By bin: the first employer of its list, or NOBODY. */
  readonly first: Int32Array;

  constructor(employers: number, bins: number) {
    this.bin = new Int32Array(employers).fill(NOBODY);
    this.value = new Int32Array(employers);
    this.next = new Int32Array(employers);
    this.previous = new Int32Array(employers);
    this.first = new Int32Array(bins).fill(NOBODY);
  }

  add(employer: number, bin: number, value: number): void {
    this.bin[employer] = bin;
    this.value[employer] = value;
    const following = this.first[bin]!;
    this.next[employer] = following;
    this.previous[employer] = NOBODY;
    if (following !== NOBODY) this.previous[following] = employer;
    this.first[bin] = employer;
  }

  remove(employer: number): void {
    const before = this.previous[employer]!;
    const after = this.next[employer]!;
    if (before === NOBODY) this.first[this.bin[employer]!] = after;
    else this.next[before] = after;
    if (after !== NOBODY) this.previous[after] = before;
    this.bin[employer] = NOBODY;
  }

  /** Makes room for employers up to `employers - 1`; the new ones are given to nobody. */
  growTo(employers: number): void {
    const before = this.bin.length;
    if (employers <= before) return;
    const length = grown(employers);
    this.bin = withLength(this.bin, new Int32Array(length)).fill(NOBODY, before);
    this.value = withLength(this.value, new Int32Array(length));
    this.next = withLength(this.next, new Int32Array(length));
    this.previous = withLength(this.previous, new Int32Array(length));
  }
}
