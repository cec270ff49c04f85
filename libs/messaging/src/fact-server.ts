import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Kafka } from 'kafkajs';
import type { Applier } from './apply';
import { atMost } from './at-most';
import { BatchReader } from './batch-reader';
import { GroupMember } from './group-member';
import type { KafkaLog } from './kafka';
import type { Readers } from './readers';
import { Requests } from './requests';
import type { Sweep } from './sweep';
import { REQUESTS, topicName } from './topics';
import type { UnitOfWork } from './unit-of-work';

const SWEEP_MS = 5_000;
/** A stop waits no longer for a sweep or a question in hand: both are taken up again after the next start. */
const STOP_WITHIN_MS = 5_000;

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
  private sweepTimer: NodeJS.Timeout | undefined;
  private sweeping: Promise<unknown> | undefined;
  private sweepAgain = false;
  private stopping = false;
  private readonly requests: Requests;
  private readonly reader: BatchReader;
  private readonly member: GroupMember;

  constructor(
    private readonly options: FactServerOptions,
    readers: Readers,
    applier: Applier,
    private readonly sweep: Sweep,
    unitOfWork: UnitOfWork,
  ) {
    super();
    this.requests = new Requests(options.kafka, options.prefix);
    this.reader = new BatchReader(options, applier, sweep, unitOfWork, {
      woken: () => this.sweepNow(),
      applied: () => this.member.progressed(),
    });
    this.member = new GroupMember(
      options,
      [...readers.topics, REQUESTS].map((topic) => topicName(options.prefix, topic)),
      (consumer, payload) => this.reader.read(consumer, payload),
      () => this.reader.forgetPauses(),
    );
    applier.onParked(() => {
      sweep.mayWait = true;
    });
    sweep.onGap((missing) => {
      this.options.log('error', 'consumer: facts never came, asking for them again', { ...missing });
      this.requests.ask(missing).catch((error: unknown) => {
        this.options.log('warn', 'consumer: could not ask yet', { error: (error as Error).message });
      });
    });
    this.setTransportId(Symbol('facts'));
  }

  get healthy(): boolean {
    return this.member.joined && this.reader.pauses.size === 0;
  }

  listen(callback: (error?: unknown) => void): void {
    this.open().then(() => callback(), callback);
  }

  /** Finishes the chunk in hand, commits it, leaves the group. */
  async close(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.reader.stop();
    clearInterval(this.sweepTimer);
    await this.member.close();
    await atMost(STOP_WITHIN_MS, this.sweeping);
    await atMost(STOP_WITHIN_MS, this.requests.close());
  }

  on(): void {
    throw new Error('Facts have no listeners: declare a reaction');
  }

  unwrap<T>(): T {
    return this.member.current as T;
  }

  private async open(): Promise<void> {
    await this.member.open();
    if (this.stopping) return;
    this.sweepTimer = setInterval(() => this.sweepNow(), SWEEP_MS);
  }

  private sweepNow(): void {
    if (this.stopping) return;
    if (this.sweeping) {
      this.sweepAgain = true;
      return;
    }
    this.sweepAgain = false;
    this.sweeping = this.sweep
      .once()
      .catch((error: unknown) => {
        this.options.log('warn', 'sweep: trying again', { error: (error as Error).message });
      })
      .finally(() => {
        this.sweeping = undefined;
        // What was woken while the sweep ran may have come too late for it.
        if (this.sweepAgain) this.sweepNow();
      });
  }
}
