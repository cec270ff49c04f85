import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { NotYet } from '#domain/not-yet';
import { Refused } from '#domain/refused';
import { type Advanced, advance, type Placed } from './advance';
import { crashPoint } from './crash-points';
import { dispatch, type Fresh } from './dispatch';
import { FaultRate } from './fault-rate';
import { FailedAt, InvalidFact, isInfrastructure, parkingOf } from './faults';
import { keepBehind, keepUnreadable, type Parking, parkKeys } from './parked';
import { Readers } from './readers';
import { type Message, positionOf, read } from './received';
import { type Transaction, UnitOfWork } from './unit-of-work';

export interface Counts {
  fresh: number;
  repeated: number;
  refused: number;
  parked: number;
}

/** Applies what comes from Kafka: exactly once, in order per key, or parks it with its reason. */
@Injectable()
export class Applier {
  readonly counts: Counts = { fresh: 0, repeated: 0, refused: 0, parked: 0 };
  private readonly faults = new FaultRate();
  private readonly parkedActs: (() => void)[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandBus,
    private readonly readers: Readers,
  ) {}

  onParked(act: () => void): void {
    this.parkedActs.push(act);
  }

  /**
   * Applies messages of one partition, in their order. When it returns, each is applied, a repeat, refused with its
   * reason, or parked; it throws only for infrastructure and for a suspected bad deploy, and then nothing was lost.
   */
  async apply(messages: readonly Message[]): Promise<void> {
    const placed: Placed[] = [];
    const strange: Message[] = [];
    for (const message of messages) {
      const position = positionOf(message);
      if (position) placed.push({ message, position });
      else strange.push(message);
    }
    if (strange.length > 0) await this.unitOfWork.run([], (tx) => keepUnreadable(tx, strange));
    await this.applyPlaced(placed);
  }

  private async applyPlaced(batch: readonly Placed[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      await this.together(batch, true);
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      if (batch.length === 1) return this.settle(batch[0]!, error instanceof FailedAt ? error.cause : error);
      const at = error instanceof FailedAt ? batch.indexOf(error.placed) : -1;
      if (at < 0) {
        const middle = batch.length >> 1;
        await this.applyPlaced(batch.slice(0, middle));
        return this.applyPlaced(batch.slice(middle));
      }
      await this.applyPlaced(batch.slice(0, at));
      await this.settle(batch[at]!, (error as FailedAt).cause);
      await this.applyPlaced(batch.slice(at + 1));
    }
  }

  /** One transaction for the whole batch: versions, projections, reactions and what they tell. */
  private async together(batch: readonly Placed[], withReactions: boolean, refusal?: Refused): Promise<void> {
    const topic = batch[0]!.message.topic;
    const counted = await this.unitOfWork.run([], async (tx) => {
      const advanced = await advance(tx, topic, batch);
      const { facts, invalid, behind } = this.readAll(advanced);
      await parkKeys(tx, topic, [...parkingsOf(advanced.gaps), ...invalid]);
      await keepBehind(tx, topic, [...advanced.held, ...behind]);
      await this.lockOwnKeys(facts, withReactions);
      await dispatch(tx, this.commands, this.readers, facts, withReactions);
      crashPoint('in_consumer_transaction');
      if (refusal) for (const { fact } of facts) await recordRefusal(tx, fact, refusal);
      return {
        fresh: advanced.fresh.length - behind.length,
        parked: advanced.held.length + behind.length,
      };
    });
    this.counts.fresh += counted.fresh;
    this.counts.parked += counted.parked;
    this.counts.repeated += batch.length - counted.fresh - counted.parked;
    if (counted.parked > 0) for (const act of this.parkedActs) act();
  }

  private async lockOwnKeys(facts: readonly Fresh[], withReactions: boolean): Promise<void> {
    if (!withReactions) return;
    const keys = new Set<string>();
    for (const { fact } of facts) {
      for (const key of this.readers.reactions.get(fact.type)?.keys(fact) ?? []) keys.add(key);
    }
    if (keys.size > 0) await this.unitOfWork.run([...keys], async () => undefined);
  }

  private readAll(advanced: Advanced): { facts: Fresh[]; invalid: Parking[]; behind: Placed[] } {
    const facts: Fresh[] = [];
    const invalid = new Map<string, Parking>();
    const behind: Placed[] = [];
    for (const placed of advanced.fresh) {
      const { key, version, type } = placed.position;
      if (invalid.has(key)) {
        behind.push(placed);
        continue;
      }
      if (!this.readers.reads(type)) continue;
      try {
        facts.push({ placed, fact: read(placed.message, placed.position) });
      } catch (error) {
        invalid.set(key, parkingOf(key, version - 1, new InvalidFact((error as Error).message)));
        behind.push(placed);
      }
    }
    return { facts, invalid: [...invalid.values()], behind };
  }

  /** One fact that failed alone: refused with its reason, or parked with what it waits for or what went wrong. */
  private async settle(placed: Placed, error: unknown): Promise<void> {
    if (error instanceof Refused) {
      try {
        await this.together([placed], false, error);
        this.counts.refused += 1;
        return;
      } catch (second) {
        if (isInfrastructure(second)) throw second;
        return this.park(placed, second);
      }
    }
    return this.park(placed, error);
  }

  private async park(placed: Placed, error: unknown): Promise<void> {
    if (!(error instanceof NotYet)) this.faults.count(error);
    const { topic } = placed.message;
    await this.unitOfWork.run([], async (tx) => {
      const { fresh, held, gaps } = await advance(tx, topic, [placed]);
      const { key, version } = placed.position;
      if (fresh.length > 0) await parkKeys(tx, topic, [parkingOf(key, version - 1, error)]);
      await parkKeys(tx, topic, parkingsOf(gaps));
      await keepBehind(tx, topic, [...fresh, ...held]);
    });
    this.counts.parked += 1;
    for (const act of this.parkedActs) act();
  }
}

const parkingsOf = (gaps: ReadonlyMap<string, number>): Parking[] =>
  [...gaps].map(([key, standsAt]) => ({ key, standsAt, reason: 'GAP' }));

/** A business refusal is an outcome, not an error. */
export async function recordRefusal(
  tx: Transaction,
  fact: { topic: string; key: string; version: number; eventId: string; type: string },
  refusal: Refused,
): Promise<void> {
  await tx.query(
    `insert into refused_fact (topic, key, version, event_id, type, reason) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [fact.topic, fact.key, fact.version, fact.eventId, fact.type, refusal.reason],
  );
}
