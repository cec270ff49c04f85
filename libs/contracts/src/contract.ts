import type { ToldFact } from '#domain/decision';
import { faultsIn } from './schema';

/** A fact's class: its type, its JSON Schema, its validation and its row of the catalogue at once. */
export type FactClass<T extends object = object> = new () => T;

export interface FactEntry {
  readonly type: string;
  readonly topic: string;
  readonly fact: FactClass;
  /** What the fact's key is: an employerId but where ARCHITECTURE.md says otherwise. */
  readonly key: string;
  /** What the fact tells, in one sentence. */
  readonly says: string;
}

const byClass = new Map<FactClass, FactEntry>();
const byType = new Map<string, FactEntry>();

/** Declares a fact: the topic of the service that tells it, its versioned type, what its key is and what it says. */
export function Fact(topic: string, type: string, says: string, key = 'employerId'): ClassDecorator {
  return (target) => {
    const fact = target as unknown as FactClass;
    if (byType.has(type)) throw new Error(`Two classes claim the fact ${type}`);
    const entry = { type, topic, fact, key, says };
    byClass.set(fact, entry);
    byType.set(type, entry);
  };
}

/** The catalogue's entry of a fact class; an error for a class that is no fact. */
export function entryOf(fact: FactClass): FactEntry {
  const entry = byClass.get(fact);
  if (!entry) throw new Error(`${fact.name} is not declared with @Fact`);
  return entry;
}

/** The entry of a type as it stands on the wire, or undefined when no loaded contract knows it. */
export const entryOfType = (type: string): FactEntry | undefined => byType.get(type);

/** Every declared fact that has been loaded, by topic then type. */
export const entries = (): FactEntry[] =>
  [...byType.values()].sort((a, b) => (a.topic + a.type < b.topic + b.type ? -1 : 1));

/**
 * A fact ready to be told. Its data is checked against the contract: a fact that breaks it is a programming error,
 * and is thrown before anything is written. The id, version and times are given when it is published.
 */
export function factOf<T extends object>(
  fact: FactClass<T>,
  key: string,
  data: T,
  occurredAt?: Date,
): ToldFact {
  const { topic, type } = entryOf(fact);
  const faults = faultsIn(fact, data);
  if (faults.length > 0) throw new Error(`${type} breaks its contract: ${faults.join('; ')}`);
  if (!key) throw new Error(`${type} has no key`);
  return { topic, type, key, data, occurredAt };
}
