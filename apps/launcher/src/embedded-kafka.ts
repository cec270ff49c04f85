import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { CannotStart, inWords } from './cannot-start';
import { cloneFolder } from './clone';
import { freePort, isFree } from './free-port';
import { type Addresses, format, writeSettings } from './kafka-data';
import { kafkaJars } from './kafka-jars';
import { lastLines } from './log-files';
import { OwnedProcess, stopLeftover } from './owned-process';

const STOP = { signal: 'SIGTERM', withinMs: 30_000 } as const;
const READY_WITHIN_MS = 90_000;
/** The first compiler only: 1.9 s of processor time to start a broker instead of 3.5. */
const QUICK = ['-XX:TieredStopAtLevel=1'];

export interface KafkaOptions {
  /** Data, settings and pid file; one broker per folder. */
  folder: string;
  logFolder: string;
  /**
   * One address per name, such as one for each service; `main` is there in any case. `advertisedPort` is the port that
   * clients of this address are sent to: a proxy's, so that one service can be cut off alone.
   */
  listeners?: Record<string, { port?: number; advertisedPort?: number }>;
  maxHeap?: string;
  /** True for tests: a start costs half the processor time, a long run more. */
  shortLived?: boolean;
  progress?: (line: string) => void;
}

/** A genuine single-node Apache Kafka (KRaft) on loopback, which keeps its ports and its data over `stop` and `start`. */
export class EmbeddedKafka {
  private process: OwnedProcess | undefined;

  private constructor(
    private readonly options: KafkaOptions,
    private readonly jars: string,
    private readonly controllerPort: number,
    private readonly ports: ReadonlyMap<string, number>,
  ) {}

  /** Fetches the jars if need be, stops what an earlier launcher left in this folder, and chooses the ports. */
  static async prepare(options: KafkaOptions): Promise<EmbeddedKafka> {
    const jars = await kafkaJars(options.progress);
    await stopLeftover(join(options.folder, 'kafka.pid'), STOP);
    const ports = new Map<string, number>();
    const listeners: NonNullable<KafkaOptions['listeners']> = { main: {}, ...options.listeners };
    for (const [name, { port }] of Object.entries(listeners)) {
      if (port !== undefined && !(await isFree(port)))
        throw new CannotStart(
          `Port ${port}, wanted for Kafka, is taken: stop what listens there or choose another port.`,
        );
      ports.set(name, port ?? (await freePort()));
    }
    return new EmbeddedKafka(options, jars, await freePort(), ports);
  }

  static async start(options: KafkaOptions): Promise<EmbeddedKafka> {
    const kafka = await EmbeddedKafka.prepare(options);
    await kafka.start();
    return kafka;
  }

  /** Where a client of this listener bootstraps: its own port, or the proxy's before it. */
  brokers(listener = 'main'): string {
    return `127.0.0.1:${this.options.listeners?.[listener]?.advertisedPort ?? this.port(listener)}`;
  }

  /** The port on which the broker itself listens for this listener. */
  port(listener = 'main'): number {
    const port = this.ports.get(listener);
    if (port === undefined) throw new Error(`the broker has no listener ${listener}`);
    return port;
  }

  get pid(): number | undefined {
    return this.process?.running ? this.process.pid : undefined;
  }

  /** Starts the broker and resolves once it answers; a broker that runs already is left alone. */
  async start(): Promise<OwnedProcess> {
    if (this.process?.running) return this.process;
    try {
      mkdirSync(this.options.folder, { recursive: true });
      const settings = writeSettings(this.options.folder, this.addresses());
      await format(this.options.folder, settings, [
        ...QUICK,
        ...this.javaFlags(),
        '-cp',
        join(this.jars, '*'),
      ]);
      this.process = await OwnedProcess.start({
        command: 'java',
        args: [...this.javaFlags(), '-cp', join(this.jars, '*'), 'kafka.Kafka', settings],
        env: { ...process.env, TZ: 'UTC' },
        logFile: this.outputFile,
        pidFile: join(this.options.folder, 'kafka.pid'),
        stop: STOP,
      });
    } catch (error) {
      if (
        (error as NodeJS.ErrnoException).code === 'ENOENT' &&
        (error as NodeJS.ErrnoException).path === 'java'
      )
        throw new CannotStart(
          'Java is missing: install Java 17 or later (on Debian: apt-get install openjdk-17-jre-headless).',
        );
      throw inWords(error, this.options.folder);
    }
    await this.ready(this.process);
    return this.process;
  }

  /** An ordered stop; the data stays. */
  async stop(): Promise<void> {
    await this.process?.stop();
  }

  /** The end of a power cut: no farewell, no flush. For fault tests. */
  async kill(): Promise<void> {
    this.process?.signal('SIGKILL');
    await this.process?.ended;
  }

  private get outputFile(): string {
    return join(this.options.logFolder, 'kafka.out.log');
  }

  private get serverLog(): string {
    return join(this.options.logFolder, 'kafka.log');
  }

  private addresses(): Addresses {
    const listeners = [...this.ports].map(([name, port]) => ({
      name,
      port,
      advertisedPort: this.options.listeners?.[name]?.advertisedPort ?? port,
    }));
    return { controllerPort: this.controllerPort, listeners };
  }

  private javaFlags(): string[] {
    const heap = this.options.maxHeap ?? '512m';
    const logging = join(cloneFolder, 'deploy', 'kafka', 'log4j2.properties');
    return [
      `-Xmx${heap}`,
      ...(this.options.shortLived ? QUICK : []),
      '-XX:+UseSerialGC',
      '-XX:+ExitOnOutOfMemoryError',
      '-Djava.awt.headless=true',
      `-Dlog4j2.configurationFile=${logging}`,
      `-Dconcerto.kafka.log=${this.serverLog}`,
    ];
  }

  /** Resolves when the broker answers a client's first question, rejects when it has ended or takes too long. */
  private async ready(broker: OwnedProcess): Promise<void> {
    const late = Date.now() + READY_WITHIN_MS;
    while (Date.now() < late) {
      if (!broker.running) throw this.whyItEnded();
      if (await answers(`127.0.0.1:${this.port()}`)) return;
      await wait(100);
    }
    await broker.stop();
    throw new CannotStart(`Kafka did not answer within ${READY_WITHIN_MS / 1000} s: see ${this.serverLog}.`);
  }

  private whyItEnded(): Error {
    const said = lastLines(this.serverLog, 200) + lastLines(this.outputFile, 50);
    if (/No space left on device/.test(said))
      return new CannotStart('The disk is full, Kafka cannot start: free some space, then start again.');
    if (/UnsupportedClassVersionError/.test(said))
      return new CannotStart('Java is too old for Kafka: install Java 17 or later.');
    if (/Address already in use/.test(said))
      return new PortTaken('A port that Kafka wanted has just been taken: start again.');
    return new CannotStart(`Kafka stopped while starting: see ${this.serverLog} and ${this.outputFile}.`);
  }
}

/** Somebody else took the port between the choice and the start. */
export class PortTaken extends CannotStart {}

async function answers(broker: string): Promise<boolean> {
  const kafka = new Kafka({
    clientId: 'launcher',
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
