import type { Instance } from '#allocation/instance';
import type { Draw } from '../../support/draw';
import { picker } from './region';

/** What the stream asks of a running plan; the prototype of ../shared answers it too. */
export interface Running {
  assignedTo(employer: number): number;
  visitHeld(employer: number): Moved;
  withdraw(employer: number): Moved;
  forbid(employer: number, structure: number): Moved;
  put(employer: number | null, as: Placed): { readonly moves: Moved };
  setCapacity(structure: number, visits: number): Moved;
  marginal(structure: number): unknown;
}

/** As many moves as it is long. */
export interface Moved {
  readonly length: number;
}

export interface Placed {
  readonly segment: number;
  readonly class: number;
  readonly pairs: readonly Pair[];
}

export type Pair = readonly [structure: number, value: number];

/** The mixed stream of allocation.md, 4.3: how often each thing happens. */
export const MIX = [
  ['planned visit held', 0.4],
  ['visited by another', 0.1],
  ['new score', 0.15],
  ['score drop of a planned employer', 0.08],
  ['planned pair refused', 0.07],
  ['new employer', 0.08],
  ['staff away', 0.06],
  ['staff back', 0.06],
] as const;

export type Kind = (typeof MIX)[number][0];

/** Draws events that may happen now; remembers the pairs that earlier events changed. */
export class Stream {
  private readonly pickKind = picker(MIX.map(([, share]) => share));
  private readonly pairs = new Map<number, readonly Pair[]>();
  private readonly capacity: Int32Array;
  private readonly kindOf: { segment: number; class: number }[] = [];
  private employers: number;

  constructor(
    private readonly engine: Running,
    private readonly instance: Instance,
    private readonly draw: Draw,
  ) {
    this.employers = instance.employers;
    this.capacity = Int32Array.from(instance.capacity);
  }

  next(): { kind: Kind; happen: () => Moved } {
    const kind = MIX[this.pickKind(this.draw)]![0];
    return { kind, happen: this.prepared(kind) };
  }

  /** Everything that the draw costs is paid here; what is returned is the event alone. */
  private prepared(kind: Kind): () => Moved {
    const { engine, draw } = this;
    switch (kind) {
      case 'planned visit held': {
        const employer = this.planned();
        this.capacity[engine.assignedTo(employer)]!--;
        this.pairs.set(employer, []);
        return () => engine.visitHeld(employer);
      }
      case 'visited by another': {
        const employer = this.planned();
        this.pairs.set(employer, []);
        return () => engine.withdraw(employer);
      }
      case 'new score': {
        const times = Math.exp((draw.share() + draw.share() - 1) * 1.2);
        return this.scored(this.open(), times);
      }
      case 'score drop of a planned employer':
        return this.scored(this.planned(), 0.4);
      case 'planned pair refused': {
        const employer = this.planned();
        const structure = engine.assignedTo(employer);
        this.pairs.set(
          employer,
          this.pairsOf(employer).filter(([to]) => to !== structure),
        );
        return () => engine.forbid(employer, structure);
      }
      case 'new employer': {
        const model = this.open();
        const as = { ...this.placeOf(model), pairs: times(this.pairsOf(model), 0.7 + 0.8 * draw.share()) };
        const employer = this.employers++;
        this.kindOf[employer - this.instance.employers] = this.placeOf(model);
        this.pairs.set(employer, as.pairs);
        return () => engine.put(null, as).moves;
      }
      case 'staff away':
      case 'staff back': {
        const structure = draw.whole(0, this.instance.structures - 1);
        const by = draw.whole(1, 12) * (kind === 'staff away' ? -1 : 1);
        const visits = Math.max(0, this.capacity[structure]! + by);
        this.capacity[structure] = visits;
        return () => engine.setCapacity(structure, visits);
      }
    }
  }

  private scored(employer: number, by: number): () => Moved {
    const pairs = times(this.pairsOf(employer), by);
    this.pairs.set(employer, pairs);
    const as = { ...this.placeOf(employer), pairs };
    return () => this.engine.put(employer, as).moves;
  }

  private planned(): number {
    for (;;) {
      const employer = this.draw.whole(0, this.employers - 1);
      if (this.engine.assignedTo(employer) >= 0) return employer;
    }
  }

  private open(): number {
    for (;;) {
      const employer = this.draw.whole(0, this.employers - 1);
      if (this.pairsOf(employer).length > 0) return employer;
    }
  }

  private placeOf(employer: number): { segment: number; class: number } {
    const { employers, segmentOf, classOf } = this.instance;
    return employer < employers
      ? { segment: segmentOf[employer]!, class: classOf[employer]! }
      : this.kindOf[employer - employers]!;
  }

  private pairsOf(employer: number): readonly Pair[] {
    const changed = this.pairs.get(employer);
    if (changed) return changed;
    const { firstPair, pairStructure, pairValue } = this.instance;
    return Array.from({ length: firstPair[employer + 1]! - firstPair[employer]! }, (_, at): Pair => {
      const pair = firstPair[employer]! + at;
      return [pairStructure[pair]!, pairValue[pair]!];
    });
  }
}

const times = (pairs: readonly Pair[], by: number): Pair[] =>
  pairs.map(([structure, value]) => [structure, Math.max(1, Math.round(value * by))]);
