import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Applier } from './apply';
import { crashPoint } from './crash-points';
import type { FactServerOptions } from './fact-server';
import { isInfrastructure } from './faults';
import type { Message } from './received';
import { sendAgain } from './requests';
import type { Sweep } from './sweep';
import { REQUESTS, serviceOf } from './topics';
import type { UnitOfWork } from './unit-of-work';

const CHUNK = 500;
export const HEARTBEAT_MS = 2_000;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

/** What the reader tells whoever runs it. */
interface Signs {
  /** A key that waited is due. */
  woken(): void;
  /** A chunk stands in PostgreSQL. */
  applied(): void;
}

/** Errors by which the group tells a member that it is no longer one. */
const MEMBERSHIP = /REBALANCE_IN_PROGRESS|UNKNOWN_MEMBER_ID|ILLEGAL_GENERATION|NOT_COORDINATOR/;

/**
 * Takes kafkajs' batches to the applier in chunks, each committed to PostgreSQL before its offset. No error but the
 * group's own ever reaches kafkajs: its class would decide whether the consumer survives (K1).
 */
export class BatchReader {
  /** Partitions that wait out a breakdown, with the length of their pause. */
  readonly pauses = new Map<string, number>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopping = false;

  constructor(
    private readonly options: FactServerOptions,
    private readonly applier: Applier,
    private readonly sweep: Sweep,
    private readonly unitOfWork: UnitOfWork,
    private readonly tell: Signs,
  ) {}

  stop(): void {
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** After a rebalance a partition that was paused here may be another member's. */
  forgetPauses(): void {
    this.pauses.clear();
  }

  async read(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat } = payload;
    let lost: unknown;
    const beat = setInterval(() => {
      heartbeat().catch((error: unknown) => {
        lost = error;
      });
    }, HEARTBEAT_MS);
    try {
      const service = serviceOf(this.options.prefix, batch.topic);
      for (let from = 0; from < batch.messages.length; from += CHUNK) {
        if (this.stopping || !payload.isRunning() || payload.isStale()) return;
        if (lost) throw lost;
        const chunk = batch.messages.slice(from, from + CHUNK);
        await this.take(service, batch.partition, chunk);
        crashPoint('after_commit_before_offset');
        this.tell.applied();
        await this.commit(payload, chunk.at(-1)!.offset);
        await heartbeat();
      }
      this.pauses.delete(`${batch.topic}:${batch.partition}`);
    } catch (error) {
      if (isMembership(error)) throw error;
      this.pause(consumer, batch.topic, batch.partition, error);
    } finally {
      clearInterval(beat);
    }
  }

  private async take(service: string, partition: number, chunk: readonly KafkaMessage[]): Promise<void> {
    if (service === REQUESTS) {
      for (const { value } of chunk) await sendAgain(this.unitOfWork, this.options.service, value);
      return;
    }
    await this.applier.apply(chunk.map((message) => messageOf(service, partition, message)));
    const arrived = chunk.flatMap(({ key }) => (key ? [key.toString('utf8')] : []));
    if (await this.sweep.wake([...new Set(arrived)])) this.tell.woken();
  }

  /** The offset is a hint: the applied version is the truth. A membership error is the group's, any other is counted. */
  private async commit(payload: EachBatchPayload, offset: string): Promise<void> {
    try {
      payload.resolveOffset(offset);
      await payload.commitOffsetsIfNecessary({
        topics: [
          {
            topic: payload.batch.topic,
            partitions: [{ partition: payload.batch.partition, offset: (BigInt(offset) + 1n).toString() }],
          },
        ],
      });
    } catch (error) {
      if (isMembership(error)) throw error;
      this.options.log('warn', 'consumer: an offset was not committed', { error: (error as Error).message });
    }
  }

  /** Nothing is resolved: the same messages come again after the pause. */
  private pause(consumer: Consumer, topic: string, partition: number, error: unknown): void {
    const id = `${topic}:${partition}`;
    const pause = Math.min((this.pauses.get(id) ?? FIRST_PAUSE_MS / 2) * 2, MAX_PAUSE_MS);
    this.pauses.set(id, pause);
    const level = isInfrastructure(error) ? 'warn' : 'error';
    this.options.log(level, 'consumer: a partition is paused', {
      topic,
      partition,
      forMs: pause,
      error: error instanceof Error ? error.message : String(error),
    });
    try {
      consumer.pause([{ topic, partitions: [partition] }]);
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        this.resume(consumer, topic, partition);
      }, pause);
      this.timers.add(timer);
    } catch (gone) {
      // Another consumer has taken its place: that one reads the partition anew.
      this.options.log('info', 'consumer: nothing to pause', { error: (gone as Error).message });
    }
  }

  private resume(consumer: Consumer, topic: string, partition: number): void {
    try {
      consumer.resume([{ topic, partitions: [partition] }]);
    } catch (gone) {
      this.options.log('info', 'consumer: nothing to resume', { error: (gone as Error).message });
    }
  }
}

/** A message of the broker as ours, with the service in the place of the topic's name. */
export function messageOf(service: string, partition: number, message: KafkaMessage): Message {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    if (value !== undefined) headers[name] = String(Array.isArray(value) ? value[0] : value);
  }
  return {
    topic: service,
    partition,
    offset: message.offset,
    key: message.key ? message.key.toString('utf8') : null,
    headers,
    body: message.value,
  };
}

const isMembership = (error: unknown): boolean =>
  MEMBERSHIP.test(`${(error as { type?: string })?.type ?? ''} ${(error as Error)?.message ?? ''}`);
