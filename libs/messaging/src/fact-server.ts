import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Consumer, Kafka } from 'kafkajs';
import type { Applier } from './apply';
import { BatchReader, HEARTBEAT_MS } from './batch-reader';
import { dismissPredecessors, type KafkaLog } from './kafka';
import type { Readers } from './readers';
import { Requests } from './requests';
import type { Sweep } from './sweep';
import { REQUESTS, topicName } from './topics';
import type { UnitOfWork } from './unit-of-work';

const SESSION_MS = 10_000;
/** Longer than the slowest chunk, shorter than the read-idle watchdog of the socket (reliability.md 2.3). */
const REBALANCE_MS = 30_000;
const SWEEP_MS = 5_000;
/** No fetch at all for so long: the consumer has stopped without saying so (K10). */
const STALLED_MS = 60_000;

export interface FactServerOptions {
  readonly kafka: Kafka;
  readonly prefix: string;
  readonly service: string;
  readonly clientId: string;
  readonly log: KafkaLog;
  /** Called when nothing but a new process can help. */
  readonly fail: (error: Error) => void;
}

/** Nest's transport for facts: our own consumer on kafkajs, in the place of the stock one (reliability.md 3). */
export class FactServer extends Server implements CustomTransportStrategy {
  private consumer: Consumer | undefined;
  private timers: NodeJS.Timeout[] = [];
  private lastFetch = Date.now();
  private joined = false;
  private stopping = false;
  private sweeping: Promise<unknown> | undefined;
  private stalls = 0;
  private readonly requests: Requests;
  private readonly reader: BatchReader;

  constructor(
    private readonly options: FactServerOptions,
    private readonly readers: Readers,
    private readonly applier: Applier,
    private readonly sweep: Sweep,
    unitOfWork: UnitOfWork,
  ) {
    super();
    this.requests = new Requests(options.kafka, options.prefix);
    this.reader = new BatchReader(options, applier, sweep, unitOfWork, () => this.sweepNow());
    this.setTransportId(Symbol('facts'));
  }

  get healthy(): boolean {
    return this.joined && this.reader.pauses.size === 0;
  }

  listen(callback: (error?: unknown) => void): void {
    this.open().then(() => callback(), callback);
  }

  /** Finishes the chunk in hand, commits it, leaves the group. */
  async close(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.reader.stop();
    for (const timer of this.timers) clearInterval(timer);
    await this.sweeping?.catch(() => undefined);
    await this.consumer?.disconnect().catch(() => undefined);
    await this.requests.close();
  }

  on(): void {
    throw new Error('Facts have no listeners: declare a reaction');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  private async open(): Promise<void> {
    const groupId = topicName(this.options.prefix, this.options.service);
    await this.retryForever(() => dismissPredecessors(this.options.kafka, groupId, this.options.clientId));
    await this.retryForever(() => this.subscribe(groupId));
    this.timers.push(setInterval(() => this.sweepNow(), SWEEP_MS));
    this.timers.push(setInterval(() => this.watch(), 5_000));
    this.applier.onParked(() => {
      this.sweep.mayWait = true;
    });
    this.sweep.onGap((missing) => {
      this.options.log('error', 'consumer: facts never came, asking for them again', { ...missing });
      this.requests.ask(missing).catch((error: unknown) => {
        this.options.log('warn', 'consumer: could not ask yet', { error: (error as Error).message });
      });
    });
  }

  private async subscribe(groupId: string): Promise<void> {
    const consumer = this.options.kafka.consumer({
      groupId,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_MS,
      maxBytesPerPartition: 262_144,
      maxBytes: 2_097_152,
      // No effect on latency; a stop waits for the fetch in flight.
      maxWaitTimeInMs: 1_000,
      metadataMaxAge: 60_000,
      allowAutoTopicCreation: false,
      retry: { retries: 5, restartOnFailure: async () => !this.stopping },
    });
    consumer.on('consumer.fetch', () => {
      this.lastFetch = Date.now();
      this.stalls = 0;
    });
    consumer.on('consumer.group_join', () => {
      this.joined = true;
      this.lastFetch = Date.now();
    });
    consumer.on('consumer.crash', ({ payload }) => {
      this.joined = false;
      if (payload.restart || this.stopping) return;
      // K1: kafkajs has given this consumer up for good, with the process alive.
      this.options.log('error', 'consumer: given up by kafkajs, opening a new one', {
        error: payload.error.message,
      });
      void this.reopen(groupId);
    });
    await consumer.connect();
    await consumer.subscribe({
      topics: [...this.readers.topics, REQUESTS].map((topic) => topicName(this.options.prefix, topic)),
      fromBeginning: true,
    });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 4,
      eachBatch: (payload) => this.reader.read(consumer, payload),
    });
    this.consumer = consumer;
  }

  private async reopen(groupId: string): Promise<void> {
    const old = this.consumer;
    this.consumer = undefined;
    await old?.disconnect().catch(() => undefined);
    await this.retryForever(() => this.subscribe(groupId));
  }

  private sweepNow(): void {
    if (this.sweeping || this.stopping) return;
    this.sweeping = this.sweep
      .once()
      .catch((error: unknown) => {
        this.options.log('warn', 'sweep: trying again', { error: (error as Error).message });
      })
      .finally(() => {
        this.sweeping = undefined;
      });
  }

  private watch(): void {
    if (this.stopping || Date.now() - this.lastFetch < STALLED_MS) return;
    this.lastFetch = Date.now();
    this.stalls += 1;
    if (this.stalls > 1) {
      this.options.fail(new Error('the consumer has stalled twice'));
      return;
    }
    this.options.log('error', 'consumer: stalled, opening a new one', {});
    void this.reopen(topicName(this.options.prefix, this.options.service));
  }

  private async retryForever(work: () => Promise<unknown>): Promise<void> {
    for (let pause = 200; !this.stopping; pause = Math.min(pause * 2, 5_000)) {
      try {
        await work();
        return;
      } catch (error) {
        this.options.log('warn', 'consumer: the broker does not answer yet', {
          error: (error as Error).message,
        });
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}
