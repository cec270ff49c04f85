import type { Consumer, EachBatchPayload } from 'kafkajs';
import { atMost } from './at-most';
import { HEARTBEAT_MS } from './batch-reader';
import type { FactServerOptions } from './fact-server';
import { dismissPredecessors } from './kafka';
import { topicName } from './topics';

const SESSION_MS = 10_000;
/** Longer than the slowest chunk, shorter than the read-idle watchdog of the socket (reliability.md 2.3). */
const REBALANCE_MS = 30_000;
/** No fetch and no applied chunk for so long: the consumer has stopped without saying so (K10). */
const STALLED_MS = 60_000;
const WATCH_MS = 5_000;
/** A broker that does not answer holds the farewell no longer: the group notices a lost member by itself. */
const LEAVE_WITHIN_MS = 8_000;
const REOPEN_PAUSE_AT_MOST_MS = 30_000;

type Read = (consumer: Consumer, payload: EachBatchPayload) => Promise<void>;

/**
 * This process in the consumer group of its service. kafkajs restarts a consumer after some errors and gives it up after
 * others, with the process alive (K1): then another one takes its place here. There is one at a time.
 */
export class GroupMember {
  joined = false;
  private consumer: Consumer | undefined;
  private stopping = false;
  private reopening = false;
  /** Reopenings since a chunk was applied. */
  private reopened = 0;
  private stalls = 0;
  private lastSign = Date.now();
  private watchdog: NodeJS.Timeout | undefined;
  private readonly groupId: string;

  constructor(
    private readonly options: FactServerOptions,
    private readonly topics: readonly string[],
    private readonly read: Read,
    private readonly onJoin: () => void,
    private readonly stalledAfterMs = STALLED_MS,
  ) {
    this.groupId = topicName(options.prefix, options.service);
  }

  /** The consumer of now, for tests that look at its own behaviour. */
  get current(): Consumer | undefined {
    return this.consumer;
  }

  /** Resolves once the group is joined, however long the broker takes, or when it is closed meanwhile. */
  async open(): Promise<void> {
    await this.join();
    if (this.stopping) return;
    this.watchdog = setInterval(() => this.watch(), Math.min(WATCH_MS, this.stalledAfterMs / 2));
  }

  async close(): Promise<void> {
    this.stopping = true;
    this.joined = false;
    clearInterval(this.watchdog);
    await this.dismiss();
  }

  /** A chunk was applied: the consumer lives. */
  progressed(): void {
    this.lastSign = Date.now();
    this.reopened = 0;
  }

  private async join(): Promise<void> {
    const { kafka, clientId } = this.options;
    // Also what remains of an own consumer that would not leave.
    await this.retryForever(() => dismissPredecessors(kafka, this.groupId, clientId));
    await this.retryForever(() => this.subscribe());
  }

  private async subscribe(): Promise<void> {
    const consumer = this.options.kafka.consumer({
      groupId: this.groupId,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_MS,
      maxBytesPerPartition: 262_144,
      maxBytes: 2_097_152,
      // No effect on latency; a stop waits for the fetch in flight.
      maxWaitTimeInMs: 1_000,
      metadataMaxAge: 60_000,
      allowAutoTopicCreation: false,
      retry: { retries: 5, restartOnFailure: async () => !this.stopping && this.consumer === consumer },
    });
    this.consumer = consumer;
    this.listenTo(consumer);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...this.topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 4,
        eachBatch: (payload) => this.read(consumer, payload),
      });
    } catch (error) {
      // Not left behind half connected: it would keep its sockets, and perhaps its place in the group.
      await this.dismiss();
      throw error;
    }
    if (this.stopping) await this.dismiss();
  }

  private listenTo(consumer: Consumer): void {
    consumer.on('consumer.fetch', () => {
      if (this.consumer !== consumer) return;
      this.lastSign = Date.now();
      this.stalls = 0;
    });
    consumer.on('consumer.group_join', () => {
      if (this.consumer !== consumer) return;
      this.joined = !this.stopping;
      this.lastSign = Date.now();
      this.onJoin();
    });
    consumer.on('consumer.crash', ({ payload }) => {
      if (this.consumer !== consumer) return;
      this.joined = false;
      if (payload.restart || this.stopping) return;
      this.options.log('error', 'consumer: given up by kafkajs, opening a new one', {
        error: payload.error.message,
      });
      void this.reopen();
    });
  }

  private async reopen(): Promise<void> {
    if (this.reopening || this.stopping) return;
    this.reopening = true;
    this.joined = false;
    try {
      await this.dismiss();
      await this.pause(
        this.reopened === 0 ? 0 : Math.min(1_000 * 2 ** this.reopened, REOPEN_PAUSE_AT_MOST_MS),
      );
      this.reopened += 1;
      await this.join();
    } finally {
      this.reopening = false;
      this.lastSign = Date.now();
    }
  }

  private watch(): void {
    if (this.stopping || this.reopening || Date.now() - this.lastSign < this.stalledAfterMs) return;
    this.stalls += 1;
    if (this.stalls > 1) {
      this.options.fail(new Error('the consumer has stalled twice'));
      return;
    }
    this.options.log('error', 'consumer: stalled, opening a new one', {});
    void this.reopen();
  }

  private async dismiss(): Promise<void> {
    const { consumer } = this;
    this.consumer = undefined;
    await atMost(LEAVE_WITHIN_MS, consumer?.disconnect());
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
        await this.pause(pause);
      }
    }
  }

  private async pause(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}
