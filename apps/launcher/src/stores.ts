import { join } from 'node:path';
import { EmbeddedKafka, type KafkaOptions } from './embedded-kafka';
import { EmbeddedPostgres } from './embedded-postgres';
import { checkKafka, checkPostgres } from './external-stores';
import type { Layout } from './layout';
import { Supervised } from './supervisor';

export interface StoresWanted {
  /** A PostgreSQL and a Kafka that are not ours; what is not given is embedded. */
  databaseUrl?: string;
  kafkaBrokers?: string;
  postgresPort?: number;
  kafkaPort?: number;
  /** An address of its own for a service, such as a proxy's: for the tests that cut one service off alone. */
  databaseUrlOf?: Readonly<Record<string, string>>;
  kafkaListeners?: KafkaOptions['listeners'];
}

export interface Stores {
  databaseUrl: (service?: string) => string;
  kafkaBrokers: (service?: string) => string;
  supervised: readonly Supervised[];
  stop: () => Promise<void>;
}

interface Around {
  layout: Layout;
  password: string;
  services: readonly string[];
  say: (line: string) => void;
  /** Given what runs as soon as something runs, so that an early stop finds it. */
  adopt: (stores: Stores) => void;
  changed: (name: string, what: 'running' | 'fallen', detail: string) => void;
}

/** Starts the embedded stores under supervision, both at once, or checks the ones that are given. */
export async function startStores(wanted: StoresWanted, around: Around): Promise<Stores> {
  const supervised: Supervised[] = [];
  let postgres: EmbeddedPostgres | undefined;
  let kafka: EmbeddedKafka | undefined;
  const stores: Stores = {
    databaseUrl: (service = '') => wanted.databaseUrlOf?.[service] ?? wanted.databaseUrl ?? postgres!.url(),
    kafkaBrokers: (service) => wanted.kafkaBrokers ?? kafka!.brokers(service),
    supervised,
    // Kafka first: nothing of ours writes to PostgreSQL any more, and neither store needs the other.
    stop: async () => {
      for (const each of [...supervised].reverse()) await each.stop();
    },
  };
  const watch = async (name: string, store: EmbeddedPostgres | EmbeddedKafka) => {
    const watched = new Supervised({
      name,
      start: () => store.start(),
      stop: () => store.stop(),
      changed: (what, detail) => around.changed(name, what, detail),
    });
    name === 'Kafka' ? supervised.push(watched) : supervised.unshift(watched);
    await watched.start();
    around.say(`${name} is ready`);
  };
  const startPostgres = async () => {
    if (wanted.databaseUrl) return checkPostgres(wanted.databaseUrl);
    postgres = await EmbeddedPostgres.prepare({
      folder: join(around.layout.state, 'postgres'),
      logFolder: around.layout.logs,
      password: around.password,
      port: wanted.postgresPort,
      progress: around.say,
    });
    await watch('PostgreSQL', postgres);
  };
  const startKafka = async () => {
    if (wanted.kafkaBrokers) return checkKafka(wanted.kafkaBrokers);
    kafka = await EmbeddedKafka.prepare({
      folder: join(around.layout.state, 'kafka'),
      logFolder: around.layout.logs,
      listeners: {
        main: { port: wanted.kafkaPort },
        ...Object.fromEntries(around.services.map((name) => [name, {}])),
        ...wanted.kafkaListeners,
      },
      progress: around.say,
    });
    await watch('Kafka', kafka);
  };
  around.adopt(stores);
  for (const outcome of await Promise.allSettled([startPostgres(), startKafka()]))
    if (outcome.status === 'rejected') throw outcome.reason;
  return stores;
}
