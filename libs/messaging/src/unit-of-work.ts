import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventEmitter } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { ToldFact } from '#domain/decision';
import { Commits } from './commits';
import { context } from './context';
import { crashPoint } from './crash-points';
import { FailedAt } from './faults';
import { publish, type StampedFact, stamped } from './publish';

export const SERVICE_NAME = Symbol('the name of this service, its topic and its consumer group');

/** What a repository works with while a unit of work is open. */
export interface Transaction {
  readonly manager: EntityManager;
  /** Business time at the start of the unit: what rules take as `now`. */
  readonly now: Date;
  query<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** Facts to publish with this unit, in the order told. */
  tell(facts: readonly ToldFact[]): void;
  /** The last work of the unit, just before its facts are published: for locks that must be held as short as can be. */
  atEnd(work: () => Promise<void>): void;
  /** Called once the unit has been committed; never when it was rolled back. Errors in it are the caller's own. */
  afterCommit(act: () => void): void;
}

class OpenUnit implements Transaction {
  /** The first statement that failed: PostgreSQL undoes the unit, whatever the work makes of the error. */
  failed: Error | undefined;
  readonly held = new Set<string>();
  readonly told: StampedFact[] = [];
  readonly ends: (() => Promise<void>)[] = [];
  readonly acts: (() => void)[] = [];
  now = new Date(0);

  constructor(
    readonly runner: QueryRunner,
    readonly topic: string,
  ) {
    const query = runner.query.bind(runner) as (...all: unknown[]) => Promise<unknown>;
    // Repositories ask by the manager, which asks by the runner: this is the one place that sees every statement.
    runner.query = ((...all: unknown[]) =>
      query(...all).catch((error: Error) => {
        this.failed ??= error;
        throw error;
      })) as typeof runner.query;
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  async query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]> {
    return (await this.runner.query(sql, parameters, true)).records as Row[];
  }

  tell(facts: readonly ToldFact[]): void {
    const foreign = facts.find((fact) => fact.topic !== this.topic);
    if (foreign) throw new Error(`${this.topic} may not tell ${foreign.type}, a fact of ${foreign.topic}`);
    this.told.push(...facts.map(stamped));
  }

  atEnd(work: () => Promise<void>): void {
    this.ends.push(work);
  }

  afterCommit(act: () => void): void {
    this.acts.push(act);
  }

  /** Locks `keys`, sorted, and reads business time: one round trip. */
  async hold(keys: readonly string[]): Promise<void> {
    const sorted = [...new Set(keys)].sort();
    const [row] = await this.query<{ now: Date }>('select begin_unit($1, $2) as now', [this.topic, sorted]);
    for (const key of sorted) this.held.add(key);
    this.now = row!.now;
  }

  /** A nested unit works under the locks of the outer one. A late lock is what deadlocks are made of: an error. */
  async mustHold(keys: readonly string[]): Promise<void> {
    const missing = keys.filter((key) => !this.held.has(key));
    if (missing.length === 0) return;
    if (this.held.size === 0 && this.told.length === 0) return this.hold(missing);
    throw new Error(`Late lock of ${missing.join(', ')}: lock every key of the unit up front, in one call`);
  }
}

const current = new AsyncLocalStorage<OpenUnit>();

/** The open unit of work, or undefined outside one. */
export const openUnit = (): Transaction | undefined => current.getStore();

/** Lost races that PostgreSQL asks to run again: serialization failure, deadlock. */
const RUN_AGAIN = new Set(['40001', '40P01']);

/** One PostgreSQL transaction: state, event log, outbox and applied versions stand or fall together. */
@Injectable()
export class UnitOfWork {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commits: Commits,
    @Inject(SERVICE_NAME) private readonly topic: string,
  ) {}

  /**
   * Runs `work` in a transaction, with `keys` (fact keys whose state it reads) locked first, in sorted order; publishes
   * the facts told as the last act, commits, wakes the relay. Inside an open unit it joins that one. The whole of
   * `work` runs again, at most five times, when PostgreSQL reports a lost race: it must have no effect elsewhere.
   */
  async run<T>(keys: readonly string[], work: (tx: Transaction) => Promise<T>): Promise<T> {
    const open = current.getStore();
    if (open) {
      await open.mustHold(keys);
      return work(open);
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(keys, work);
      } catch (error) {
        if (attempt >= 5 || !RUN_AGAIN.has(codeOf(error))) throw error;
      }
    }
  }

  private async once<T>(keys: readonly string[], work: (tx: Transaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    let cut: Error | undefined;
    const lost = (error: Error): void => {
      cut = error;
    };
    let connection: EventEmitter | undefined;
    try {
      connection = (await runner.connect()) as EventEmitter;
      connection.on('error', lost);
      await runner.startTransaction();
      const unit = new OpenUnit(runner, this.topic);
      await unit.hold(keys);
      const result = await current.run(unit, () => work(unit));
      for (const end of unit.ends) await current.run(unit, end);
      // COMMIT of a failed transaction rolls back and reports no error.
      if (unit.failed) throw unit.failed;
      await journal(unit);
      await publish(unit, this.topic, unit.told);
      crashPoint('before_commit');
      await runner.commitTransaction();
      crashPoint('after_commit_before_answer');
      if (unit.told.length > 0) this.commits.tell();
      for (const act of unit.acts) act();
      return result;
    } catch (error) {
      // The first error is the cause: a rollback on a lost connection would hide it, as TypeORM's next refusal does.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw (error as Error)?.name === 'QueryRunnerAlreadyReleasedError' ? (cut ?? error) : error;
    } finally {
      connection?.removeListener('error', lost);
      await runner.release().catch(() => undefined);
    }
  }
}

/** What people and partners order is journalled; what a fact causes stands in the event log, by causation. */
async function journal(unit: OpenUnit): Promise<void> {
  const { command, caller, partnerId, correlationId } = context();
  if (!command || unit.told.length === 0) return;
  await unit.query(
    'insert into command_journal (command, caller, partner_id, correlation_id) values ($1, $2, $3, $4)',
    [command, caller, partnerId, correlationId],
  );
}

const codeOf = (error: unknown): string =>
  (error instanceof FailedAt ? codeOf(error.cause) : (error as { code?: string })?.code) ?? '';
