import type { FactClass } from '#contracts/contract';
import type { Received } from './received';

export interface Reaction {
  readonly fact: FactClass;
  readonly many: boolean;
  /** Fact keys of this service that the command will lock. */
  keys(fact: Received): readonly string[];
  command(facts: readonly Received[]): object;
}

interface Options<T extends object> {
  /** The own keys whose state the command reads, to be locked up front; the fact's own key by default. */
  keys?: (fact: Received<T>) => readonly string[];
}

const ownKey = (fact: Received): readonly string[] => [fact.key];

/** One fact, one command. The handler may throw Refused (a recorded outcome) or NotYet (the key waits). */
export function when<T extends object>(
  fact: FactClass<T>,
  command: (fact: Received<T>) => object,
  options: Options<T> = {},
): Reaction {
  return {
    fact,
    many: false,
    keys: (options.keys ?? ownKey) as Reaction['keys'],
    command: ([one]) => command(one as Received<T>),
  };
}

/** The facts of one type in a batch, in order per key, as one set-wise command. */
export function whenAll<T extends object>(
  fact: FactClass<T>,
  command: (facts: readonly Received<T>[]) => object,
  options: Options<T> = {},
): Reaction {
  return {
    fact,
    many: true,
    keys: (options.keys ?? ownKey) as Reaction['keys'],
    command: (facts) => command(facts as readonly Received<T>[]),
  };
}
