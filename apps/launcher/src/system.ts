import { Kafka, logLevel } from 'kafkajs';
import { applyTopics } from '#messaging/topics';
import { databaseName } from '#service/config';
import { CannotStart } from './cannot-start';
import { createDatabases } from './databases';
import { renewDemoFile } from './demo-file';
import type { Layout } from './layout';
import { lastLines } from './log-files';
import { becomesReady } from './readiness';
import type { Secrets } from './secrets';
import { builtMain, type Service, type Surroundings, startService, urlOf } from './services';
import { type Stores, type StoresWanted, startStores } from './stores';
import { Supervised } from './supervisor';

const READY_WITHIN_MS = 120_000;
/** A service that falls so often before it was ever ready does so for a reason that waiting does not mend. */
const FALLS_BEFORE_READY = 5;

export interface SystemOptions {
  layout: Layout;
  secrets: Secrets;
  prefix: string;
  stores: StoresWanted;
  demonstration: boolean;
  services: readonly { name: string; main?: string; port: number }[];
  say: (line: string) => void;
}

/** Everything that runs: the stores and the services, each watched over. */
export class System {
  readonly services: readonly Service[];
  private stores: Stores | undefined;
  private running: Supervised[] = [];
  private storesAreThere = false;
  private stopping = false;
  private starting: Promise<void> | undefined;

  constructor(private readonly options: SystemOptions) {
    this.services = options.services.map((each) => ({ main: builtMain(each.name), ...each }));
  }

  /** The address of the pages and of the API. */
  get url(): string {
    const door = this.services.find(({ name }) => name === 'gateway') ?? this.services[0];
    if (door === undefined)
      throw new CannotStart('This clone has no service in apps/: take them back with git checkout apps.');
    return urlOf(door);
  }

  /** Starts all and resolves when each service is ready; those that are not yet are told and watched further. */
  start(): Promise<void> {
    this.starting = this.startAll();
    return this.starting;
  }

  /** Ends all in order, services before the stores they write to; also in the middle of a start. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.stopWhatRuns();
    // A start that was under way finds itself stopped at its next step, and may have started something meanwhile.
    await this.starting?.catch(() => undefined);
    await this.stopWhatRuns();
    this.renewDemoFile();
  }

  /** Ends all at once, without waiting for their work. */
  kill(): void {
    for (const each of [...this.running, ...(this.stores?.supervised ?? [])]) each.kill();
  }

  /** Where everything is, as `demo.json` tells it. */
  renewDemoFile(): void {
    if (!this.options.demonstration || this.stores === undefined || !this.storesAreThere) return;
    const pids = new Map(this.running.map((each) => [each.name, each.pid ?? null]));
    renewDemoFile(this.options.layout.demo, {
      url: this.url,
      docs: `${this.url}/docs`,
      services: Object.fromEntries(
        this.services.map((service) => [
          service.name,
          {
            url: urlOf(service),
            health: `${urlOf(service)}/health/ready`,
            pid: pids.get(service.name) ?? null,
          },
        ]),
      ),
      databaseUrl: this.stores.databaseUrl(),
      kafkaBrokers: this.stores.kafkaBrokers(),
      prefix: this.options.prefix,
      operatorKey: this.options.secrets.operatorKey,
    });
  }

  private async startAll(): Promise<void> {
    const { options } = this;
    options.say(`Starting what serves ${this.url}`);
    const stores = await startStores(options.stores, {
      layout: options.layout,
      say: options.say,
      password: options.secrets.postgresPassword,
      services: this.services.map(({ name }) => name),
      adopt: (started) => {
        this.stores = started;
      },
      changed: (name, what, detail) => this.changed(name, what, detail),
    });
    this.storesAreThere = true;
    this.goOn();
    await createDatabases(
      stores.databaseUrl(),
      this.services.map(({ name }) => databaseName(options.prefix, name)),
    );
    const kafka = new Kafka({
      clientId: 'launcher',
      brokers: stores.kafkaBrokers().split(','),
      logLevel: logLevel.NOTHING,
    });
    await applyTopics(kafka, options.prefix);
    this.goOn();
    options.say('Databases and topics are there');
    await this.startServices({ ...options, ...stores, services: this.services });
  }

  private async startServices(around: Surroundings): Promise<void> {
    const waiting = new Set(this.services.map(({ name }) => name));
    const told = setInterval(() => this.options.say(`Waiting for ${[...waiting].join(', ')}`), 15_000);
    try {
      await Promise.all(
        this.services.map(async (service) => {
          const watched = new Supervised({
            name: service.name,
            start: () => startService(service, around),
            changed: (what, detail) => this.changed(service.name, what, detail),
          });
          this.running.push(watched);
          await watched.start();
          const hopeless = () => this.stopping || watched.falls >= FALLS_BEFORE_READY;
          const ready = await becomesReady(`${urlOf(service)}/health/ready`, READY_WITHIN_MS, hopeless);
          waiting.delete(service.name);
          if (ready) this.options.say(`${service.name} is ready`);
          else this.notReady(service);
        }),
      );
    } finally {
      clearInterval(told);
    }
    this.goOn();
    this.renewDemoFile();
  }

  private notReady(service: Service): void {
    this.goOn();
    const log = `${this.options.layout.logs}/${service.name}.log`;
    const sentence = `${service.name} does not become ready, the end of ${log} says why: ${lastSaid(log)}`;
    // Without the gateway there is no page to show anything on.
    if (service.name === 'gateway' || this.services.length === 1) throw new CannotStart(sentence);
    this.options.say(sentence);
  }

  private changed(name: string, what: 'running' | 'fallen', detail: string): void {
    if (this.stopping) return;
    if (what === 'fallen')
      this.options.say(`${name} ended (${detail}): starting it again, log in ${this.options.layout.logs}`);
    try {
      this.renewDemoFile();
    } catch (error) {
      this.options.say(`demo.json cannot be renewed: ${(error as Error).message}`);
    }
  }

  private goOn(): void {
    if (this.stopping) throw new Interrupted('stopped while starting');
  }

  private async stopWhatRuns(): Promise<void> {
    await Promise.all(this.running.map((each) => each.stop()));
    await this.stores?.stop();
  }
}

/** The stop came before the start was done. */
export class Interrupted extends Error {}

const lastSaid = (log: string): string => lastLines(log, 20).trim().split('\n').pop()?.slice(0, 300) ?? '';
