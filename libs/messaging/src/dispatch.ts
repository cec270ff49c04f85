import type { CommandBus } from '@nestjs/cqrs';
import type { Placed } from './advance';
import { within } from './context';
import { FailedAt } from './faults';
import type { Reaction } from './reactions';
import type { Readers } from './readers';
import type { Received } from './received';
import type { Transaction } from './unit-of-work';

/** A fresh fact that somebody here reads. */
export interface Fresh {
  readonly placed: Placed;
  readonly fact: Received;
}

const live = (table: string): string => table;

/**
 * Hands fresh facts to projections and reactions, inside the open unit. Facts of one key keep their order; facts of
 * one type and of different keys go together, so that a set-wise reader gets them at once.
 */
export async function dispatch(
  tx: Transaction,
  commands: CommandBus,
  readers: Readers,
  facts: readonly Fresh[],
  withReactions: boolean,
): Promise<void> {
  for (const group of groupsOf(facts)) {
    const type = group[0]!.fact.type;
    for (const step of readers.steps.get(type) ?? []) {
      await step.apply(
        tx,
        live,
        group.map((one) => one.fact),
      );
    }
    const reaction = readers.reactions.get(type);
    if (reaction && withReactions) await react(commands, reaction, group);
  }
}

async function react(commands: CommandBus, reaction: Reaction, group: readonly Fresh[]): Promise<void> {
  if (reaction.many) {
    await caused(group, () => commands.execute(reaction.command(group.map((one) => one.fact))));
    return;
  }
  for (const one of group) {
    try {
      await caused([one], () => commands.execute(reaction.command([one.fact])));
    } catch (error) {
      throw new FailedAt(one.placed, error);
    }
  }
}

function caused<T>(group: readonly Fresh[], work: () => Promise<T>): Promise<T> {
  const first = group[0]!.fact;
  return within(
    {
      correlationId: first.correlationId,
      causationId: first.eventId,
      causes: new Map(group.map(({ fact }) => [fact.eventId, fact.correlationId])),
      caller: 'fact',
      partnerId: null,
    },
    work,
  );
}

/** Runs of one type such that each key's facts keep their order: a fact goes one stage after a different type of its key. */
export function groupsOf<One extends { readonly fact: Received }>(facts: readonly One[]): One[][] {
  const lastOf = new Map<string, { stage: number; type: string }>();
  const stages: Map<string, One[]>[] = [];
  for (const one of facts) {
    const { key, type } = one.fact;
    const last = lastOf.get(key);
    const stage = !last ? 0 : last.type === type ? last.stage : last.stage + 1;
    lastOf.set(key, { stage, type });
    stages[stage] ??= new Map();
    const group = stages[stage].get(type);
    if (group) group.push(one);
    else stages[stage].set(type, [one]);
  }
  return stages.flatMap((stage) => [...stage.values()]);
}
