import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Refused } from '#domain/refused';
import { recordRefusal } from './apply';
import { dispatch } from './dispatch';
import { FailedAt, InvalidFact, isInfrastructure, parkingOf } from './faults';
import { keepable, nextAttemptIn, type ParkReason, parkKeys } from './parked';
import { Readers } from './readers';
import { type Message, positionOf, read } from './received';
import type { MissingFacts } from './requests';
import { type Transaction, UnitOfWork } from './unit-of-work';

interface ParkedKey {
  topic: string;
  key: string;
}

/** What one step of taking up a key came to. */
type Step = 'applied' | 'free' | 'waits' | 'busy';

/** So many keys that PostgreSQL would not take end a sweep: it is PostgreSQL, not the keys. */
const FAILURES_OF_A_SWEEP = 5;

/** How a gap is told to whoever can fill it. */
type AskFor = (missing: MissingFacts) => void;

/** Takes parked keys up again when they are due. Several instances may sweep at once: a key is one instance's at a time. */
@Injectable()
export class Sweep {
  /** True when something may wait for a parent: then arrivals are looked at. */
  mayWait = true;
  private askFor: AskFor = () => undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandBus,
    private readonly readers: Readers,
  ) {}

  onGap(askFor: AskFor): void {
    this.askFor = askFor;
  }

  /** Retries every key that is due. Returns how many were set free. */
  async once(): Promise<number> {
    const due = await this.unitOfWork.run([], (tx) =>
      tx.query<ParkedKey>(
        `select topic, key from parked_key
          where state = 'WAITING' and next_attempt_at <= clock_timestamp() order by next_attempt_at limit 500`,
      ),
    );
    let freed = 0;
    let failed: unknown[] = [];
    for (const one of due) {
      try {
        if (await this.takeUp(one)) freed += 1;
      } catch (error) {
        // One key that PostgreSQL cannot take now holds up nobody else; when it takes none, that is its state.
        failed = [...failed, error];
        if (failed.length >= FAILURES_OF_A_SWEEP) break;
      }
    }
    if (failed.length > 0) throw failed[0];
    return freed;
  }

  /** Applies what waits behind a key as far as it goes. True when the key is free. */
  private async takeUp(one: ParkedKey): Promise<boolean> {
    let step: Step;
    do step = await this.step(one);
    while (step === 'applied');
    return step === 'free';
  }

  /** Makes the keys that wait for these parents due at once. True when there were any. It may miss one: the sweep cannot. */
  async wake(parents: readonly string[]): Promise<boolean> {
    if (!this.mayWait) return false;
    return this.unitOfWork.run([], async (tx) => {
      const woken = await tx.query(
        `update parked_key set next_attempt_at = clock_timestamp()
          where reason = 'NOT_YET' and state = 'WAITING' and parent_id = any($1) returning key`,
        [parents],
      );
      if (woken.length > 0) return true;
      const [waiting] = await tx.query("select 1 from parked_key where reason = 'NOT_YET' limit 1");
      this.mayWait = waiting !== undefined;
      return false;
    });
  }

  private async step(parked: ParkedKey): Promise<Step> {
    try {
      return await this.unitOfWork.run([], (tx) => this.next(tx, parked, true));
    } catch (thrown) {
      const error = thrown instanceof FailedAt ? thrown.cause : thrown;
      if (isInfrastructure(error)) throw error;
      if (error instanceof Refused) {
        return this.unitOfWork.run([], (tx) => this.next(tx, parked, false, error));
      }
      return this.unitOfWork.run([], (tx) => putOff(tx, parked, error));
    }
  }

  private async next(
    tx: Transaction,
    parked: ParkedKey,
    withReactions: boolean,
    refusal?: Refused,
  ): Promise<Step> {
    const standsAt = await lockParked(tx, parked);
    if (standsAt === undefined) return 'busy';
    const { topic, key } = parked;
    const [kept] = await tx.query<{ version: number; headers: Record<string, string>; body: Buffer | null }>(
      'select version, headers, body from parked_fact where topic = $1 and key = $2 and version > $3 order by version limit 1',
      [topic, key, standsAt],
    );
    if (!kept) return setFree(tx, parked);
    if (kept.version !== standsAt + 1) {
      const missing = { ...parked, from: standsAt + 1, to: kept.version - 1 };
      tx.afterCommit(() => this.askFor(missing));
      return putOff(tx, parked, undefined);
    }
    await this.applyKept(tx, { topic, partition: -1, offset: '-1', key, ...kept }, withReactions, refusal);
    await tx.query('delete from parked_fact where topic = $1 and key = $2 and version <= $3', [
      topic,
      key,
      kept.version,
    ]);
    await tx.query('update applied_version set version = $3, event_id = $4 where topic = $1 and key = $2', [
      topic,
      key,
      kept.version,
      kept.headers.ce_id ?? null,
    ]);
    return 'applied';
  }

  private async applyKept(
    tx: Transaction,
    message: Message,
    withReactions: boolean,
    refusal?: Refused,
  ): Promise<void> {
    const position = positionOf(message)!;
    if (!this.readers.reads(position.type)) return;
    const fact = readOrInvalid(message);
    const keys = withReactions ? (this.readers.reactions.get(fact.type)?.keys(fact) ?? []) : [];
    if (keys.length > 0) await this.unitOfWork.run(keys, async () => undefined);
    await dispatch(tx, this.commands, this.readers, [{ placed: { message, position }, fact }], withReactions);
    if (refusal) await recordRefusal(tx, fact, refusal);
  }
}

function readOrInvalid(message: Message) {
  try {
    return read(message, positionOf(message)!);
  } catch (error) {
    throw new InvalidFact((error as Error).message);
  }
}

/** The version a parked key stands at, locked; undefined when another instance has it, or it is free already. */
async function lockParked(tx: Transaction, { topic, key }: ParkedKey): Promise<number | undefined> {
  const [row] = await tx.query<{ version: number }>(
    'select version from applied_version where topic = $1 and key = $2 and parked for update skip locked',
    [topic, key],
  );
  return row?.version;
}

async function setFree(tx: Transaction, { topic, key }: ParkedKey): Promise<Step> {
  await tx.query('update applied_version set parked = false where topic = $1 and key = $2', [topic, key]);
  await tx.query('delete from parked_key where topic = $1 and key = $2', [topic, key]);
  await tx.query('delete from parked_fact where topic = $1 and key = $2', [topic, key]);
  return 'free';
}

/** Plans the next attempt. Without an error the next version is missing: a gap. */
async function putOff(tx: Transaction, parked: ParkedKey, error: unknown): Promise<Step> {
  const standsAt = await lockParked(tx, parked);
  if (standsAt === undefined) return 'busy';
  const { topic, key } = parked;
  const why =
    error === undefined ? { reason: 'GAP' as const, error: undefined } : parkingOf(key, standsAt, error);
  const [row] = await tx.query<{ attempts: number; reason: ParkReason }>(
    `update parked_key set attempts = case when reason = $3 then attempts + 1 else 1 end,
        reason = $3, error = $4, parent_kind = $5, parent_id = $6
      where topic = $1 and key = $2 returning attempts, reason`,
    [
      topic,
      key,
      why.reason,
      keepable(why.error),
      'parentKind' in why ? (why.parentKind ?? null) : null,
      'parentId' in why ? keepable(why.parentId) : null,
    ],
  );
  if (!row) {
    await parkKeys(tx, topic, [{ key, standsAt, reason: why.reason, error: why.error }]);
    return 'waits';
  }
  const seconds = nextAttemptIn(row.reason, row.attempts);
  await tx.query(
    `update parked_key set state = case when $3::int is null then 'DEAD' else 'WAITING' end,
        next_attempt_at = clock_timestamp() + make_interval(secs => coalesce($3::int, 0)) where topic = $1 and key = $2`,
    [topic, key, seconds],
  );
  return 'waits';
}
