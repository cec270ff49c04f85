/** Seeded chance (sfc32): what a test or a bench draws is the same everywhere and for ever. */
export class Draw {
  private readonly state: [number, number, number, number];

  constructor(seed: number) {
    this.state = [0x9e3779b9 ^ seed, 0x243f6a88, Math.imul(seed, 0x9e3779b1) ^ 0xb7e15162, 1];
    for (let turn = 0; turn < 20; turn++) this.share();
  }

  /** From 0 to under 1. */
  share(): number {
    const [a, b, c, counter] = this.state;
    const sum = (a + b + counter) | 0;
    this.state[3] = (counter + 1) | 0;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = (c + (c << 3)) | 0;
    this.state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.share() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.share() < share;
  }

  one<T>(from: readonly T[]): T {
    return from[this.whole(0, from.length - 1)]!;
  }

  /** The numbers from 0 to `count - 1`, in some order. */
  order(count: number): number[] {
    const order = Array.from({ length: count }, (_, at) => at);
    for (let at = count - 1; at > 0; at--) {
      const other = this.whole(0, at);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    return order;
  }
}
