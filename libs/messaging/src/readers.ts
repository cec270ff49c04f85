import type { FactClass } from '#contracts/contract';
import { entryOf } from '#contracts/contract';
import type { Projection, ProjectionStep } from './projections';
import type { Reaction } from './reactions';

/** Who in this service reads which fact. A class and no interface, so that Nest can inject it. */
export class Readers {
  constructor(
    /** Topics to subscribe to, sorted. */
    readonly topics: readonly string[],
    readonly steps: ReadonlyMap<string, readonly ProjectionStep[]>,
    readonly reactions: ReadonlyMap<string, Reaction>,
  ) {}

  reads(type: string): boolean {
    return this.steps.has(type) || this.reactions.has(type);
  }
}

/**
 * The table of who reads what. Fails, at start, when a fact has two reactions, or two steps in one projection:
 * the order of two would be an accident.
 */
export function readersOf(reactions: readonly Reaction[], projections: readonly Projection[]): Readers {
  const reacting = new Map<string, Reaction>();
  for (const reaction of reactions) {
    const { type } = entryOf(reaction.fact);
    if (reacting.has(type)) throw new Error(`Two reactions to ${type}: one fact has one reaction a service`);
    reacting.set(type, reaction);
  }
  const steps = new Map<string, ProjectionStep[]>();
  for (const one of projections) {
    assertEachFactOnce(one);
    for (const step of one.steps) {
      const { type } = entryOf(step.fact);
      steps.set(type, [...(steps.get(type) ?? []), step]);
    }
  }
  const facts: FactClass[] = [...reactions, ...projections.flatMap((one) => one.steps)].map(
    (one) => one.fact,
  );
  const topics = [...new Set(facts.map((fact) => entryOf(fact).topic))].sort();
  return new Readers(topics, steps, reacting);
}

function assertEachFactOnce({ name, steps }: Projection): void {
  const types = steps.map((step) => entryOf(step.fact).type);
  const twice = types.find((type, at) => types.indexOf(type) !== at);
  if (twice) throw new Error(`The projection ${name} has two steps for ${twice}`);
}
