import type { Consumer, Kafka } from 'kafkajs';
import { entryOf } from '#contracts/contract';
import { messageOf } from './batch-reader';
import { groupsOf } from './dispatch';
import type { Projection, TableOf } from './projections';
import { type Message, positionOf, type Received, read } from './received';
import { serviceOf, topicName } from './topics';
import type { Transaction, UnitOfWork } from './unit-of-work';

export interface Rebuilt {
  readonly projection: string;
  readonly facts: number;
  readonly seconds: number;
}

interface Place {
  readonly kafka: Kafka;
  readonly prefix: string;
  readonly service: string;
  readonly unitOfWork: UnitOfWork;
  /** A name that no other rebuild has: it becomes the throw-away group. */
  readonly run: string;
}

const beside: TableOf = (table) => `${table}__next`;
/** How long the live consumer may be held while the last facts come in; then it is let go and tried again. */
const HOLD_AT_MOST_MS = 10_000;
/** So often the live consumer is held before the rebuild gives up. */
const ATTEMPTS = 6;
const BATCH = 500;

/**
 * Builds a projection again from the first fact, beside the live one, while facts go on; then swaps the two in one
 * transaction in which the live consumer stands still. The new table never gets ahead of the versions that the live
 * consumer has applied, so the consumer goes on exactly where the new table stands. Reactions are not replayed.
 */
export class Rebuild {
  private readonly seen = new Map<string, number>();
  /** Facts read that the live consumer has not applied yet, in order per key. */
  private ahead: readonly Received[] = [];
  private readonly types: ReadonlySet<string>;
  private readonly topics: readonly string[];
  private facts = 0;

  constructor(
    private readonly place: Place,
    private readonly projection: Projection,
  ) {
    const entries = projection.steps.map((step) => entryOf(step.fact));
    this.types = new Set(entries.map((entry) => entry.type));
    this.topics = [...new Set(entries.map((entry) => entry.topic))];
  }

  async once(): Promise<Rebuilt> {
    const from = Date.now();
    await this.place.unitOfWork.run([], (tx) => this.createTables(tx));
    const { consumer, replayed } = await this.replay();
    try {
      await replayed;
      for (let attempt = 1; !(await this.swap()); attempt += 1) {
        // The live consumer was let go: the facts that came meanwhile are taken in the next attempt.
        if (attempt >= ATTEMPTS) throw new Error(this.whatIsMissing());
      }
    } finally {
      await consumer.disconnect();
      await this.forgetGroup().catch(() => undefined);
    }
    return { projection: this.projection.name, facts: this.facts, seconds: (Date.now() - from) / 1000 };
  }

  private async createTables(tx: Transaction): Promise<void> {
    for (const table of this.projection.tables) {
      await tx.query(`drop table if exists ${beside(table)} cascade`);
      await tx.query(`create table ${beside(table)} (like ${table} including all)`);
    }
  }

  /** Reads the topics from their first offset; `replayed` is settled at the end that they had at the start. */
  private async replay(): Promise<{ consumer: Consumer; replayed: Promise<void> }> {
    const ends = await this.endOffsets();
    const consumer = this.place.kafka.consumer({ groupId: this.group, allowAutoTopicCreation: false });
    let done: () => void = () => undefined;
    let failed: (error: unknown) => void = () => undefined;
    const replayed = new Promise<void>((resolve, reject) => {
      done = resolve;
      failed = reject;
    });
    if (ends.size === 0) done();
    consumer.on('consumer.crash', ({ payload }) => {
      if (!payload.restart) failed(payload.error);
    });
    await consumer.connect();
    await consumer.subscribe({
      topics: this.topics.map((topic) => topicName(this.place.prefix, topic)),
      fromBeginning: true,
    });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async ({ batch, heartbeat, resolveOffset }) => {
        try {
          const service = serviceOf(this.place.prefix, batch.topic);
          for (let at = 0; at < batch.messages.length; at += BATCH) {
            const chunk = batch.messages.slice(at, at + BATCH);
            await this.take(chunk.map((message) => messageOf(service, batch.partition, message)));
            resolveOffset(chunk.at(-1)!.offset);
            await heartbeat();
          }
          const id = `${batch.topic}:${batch.partition}`;
          if (Number(batch.lastOffset()) + 1 >= (ends.get(id) ?? 0)) ends.delete(id);
          if (ends.size === 0) done();
        } catch (error) {
          failed(error);
        }
      },
    });
    return { consumer, replayed };
  }

  /**
   * Takes what comes for the first time. Seen is only what is committed: the swap goes by it. A fact of a key whose
   * earlier facts wait ahead goes behind them, whatever the live consumer has applied meanwhile.
   */
  private async take(messages: readonly Message[]): Promise<void> {
    const seen = new Map<string, number>();
    const fresh = messages.flatMap((message) => this.follows(message, seen));
    const keys = new Set(fresh.map(idOf));
    const candidates = [...this.ahead.filter((fact) => keys.has(idOf(fact))), ...fresh];
    let waiting: readonly Received[] = [];
    let taken = 0;
    if (candidates.length > 0) {
      await this.place.unitOfWork.run([], async (tx) => {
        const applied = await this.appliedVersions(tx, candidates);
        waiting = candidates.filter((fact) => fact.version > (applied.get(idOf(fact)) ?? 0));
        const due = candidates.filter((fact) => fact.version <= (applied.get(idOf(fact)) ?? 0));
        taken = await this.apply(tx, due);
      });
    }
    this.ahead = [...this.ahead.filter((fact) => !keys.has(idOf(fact))), ...waiting];
    this.facts += taken;
    for (const [id, version] of seen) this.seen.set(id, version);
  }

  /** The fact, when it is the first time that it comes and the projection reads it; `seen` is where the chunk stands. */
  private follows(message: Message, seen: Map<string, number>): Received[] {
    const position = positionOf(message);
    if (!position) return [];
    const id = `${message.topic} ${position.key}`;
    if (position.version <= (seen.get(id) ?? this.seen.get(id) ?? 0)) return [];
    seen.set(id, position.version);
    return this.types.has(position.type) ? [read(message, position)] : [];
  }

  private async apply(tx: Transaction, facts: readonly Received[]): Promise<number> {
    const kept = await withoutDiscarded(tx, facts);
    for (const group of groupsOf(kept.map((fact) => ({ fact })))) {
      for (const step of this.projection.steps) {
        if (entryOf(step.fact).type !== group[0]!.fact.type) continue;
        await step.apply(
          tx,
          beside,
          group.map((one) => one.fact),
        );
      }
    }
    return kept.length;
  }

  private whatIsMissing(): string {
    return `The projection ${this.projection.name} cannot be built again: facts that the service has applied are no longer on the broker, or come too slowly. The live table stays as it is.`;
  }

  /** False when the last facts did not come in time, with the live consumer let go. */
  private swap(): Promise<boolean> {
    return this.place.unitOfWork.run([], async (tx) => {
      await tx.query("set local lock_timeout = '60s'");
      // Nothing is applied while this lock is held: what the live table shows is what applied_version says.
      await tx.query('lock table applied_version in exclusive mode');
      const until = Date.now() + HOLD_AT_MOST_MS;
      const standing = await tx.query<{ id: string; version: number }>(
        "select topic || ' ' || key as id, version from applied_version where topic = any($1)",
        [this.topics],
      );
      while (standing.some((one) => one.version > (this.seen.get(one.id) ?? 0))) {
        if (Date.now() > until) return false;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const applied = new Map(standing.map((one) => [one.id, one.version]));
      const due = this.ahead.filter((fact) => fact.version <= (applied.get(idOf(fact)) ?? 0));
      this.facts += await this.apply(tx, due);
      for (const table of this.projection.tables) {
        await tx.query(`drop table ${table} cascade`);
        await tx.query(`alter table ${beside(table)} rename to ${table}`);
      }
      return true;
    });
  }

  private appliedVersions(tx: Transaction, facts: readonly Received[]): Promise<Map<string, number>> {
    return tx
      .query<{ id: string; version: number }>(
        `select topic || ' ' || key as id, version from applied_version
           join unnest($1::text[], $2::text[]) t(topic, key) using (topic, key)`,
        [facts.map((fact) => fact.topic), facts.map((fact) => fact.key)],
      )
      .then((rows) => new Map(rows.map((row) => [row.id, row.version])));
  }

  private async endOffsets(): Promise<Map<string, number>> {
    const admin = this.place.kafka.admin();
    await admin.connect();
    try {
      const ends = new Map<string, number>();
      for (const topic of this.topics.map((one) => topicName(this.place.prefix, one))) {
        for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
          if (Number(high) > 0) ends.set(`${topic}:${partition}`, Number(high));
        }
      }
      return ends;
    } finally {
      await admin.disconnect();
    }
  }

  private get group(): string {
    return `${topicName(this.place.prefix, this.place.service)}.rebuild.${this.place.run}`;
  }

  private async forgetGroup(): Promise<void> {
    const admin = this.place.kafka.admin();
    await admin.connect();
    await admin.deleteGroups([this.group]).catch(() => undefined);
    await admin.disconnect();
  }
}

const idOf = (fact: Received): string => `${fact.topic} ${fact.key}`;

/** What an operator discarded took no effect in the live table, and takes none in the new one. */
async function withoutDiscarded(tx: Transaction, facts: readonly Received[]): Promise<readonly Received[]> {
  if (facts.length === 0) return facts;
  const rows = await tx.query<{ id: string }>(
    `select topic || ' ' || key || ' ' || version as id from discarded_fact
       join unnest($1::text[], $2::text[], $3::bigint[]) t(topic, key, version) using (topic, key, version)`,
    [facts.map((fact) => fact.topic), facts.map((fact) => fact.key), facts.map((fact) => fact.version)],
  );
  const discarded = new Set(rows.map((row) => row.id));
  return facts.filter((fact) => !discarded.has(`${idOf(fact)} ${fact.version}`));
}
