import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CommandFailed } from './output';

/** Where the running system is, and how an operator enters it: the environment first, then what `npm start` left. */
export interface Installation {
  readonly url: string | undefined;
  readonly operatorKey: string | undefined;
  /** Address of the PostgreSQL server; the databases are `<prefix>_<service>`. */
  readonly databaseUrl: string | undefined;
  /** Kafka brokers, host:port, separated by commas. */
  readonly kafkaBrokers: string | undefined;
  readonly prefix: string;
  /** `.concerto/demo.json` of the clone, or of CONCERTO_STATE. */
  readonly demoFile: string;
}

/** What `npm start` and `concerto demo load` write for scripts. */
export interface DemoFile {
  readonly url?: string;
  readonly operatorKey?: string;
  readonly databaseUrl?: string;
  readonly kafkaBrokers?: string;
  readonly prefix?: string;
  readonly apiKeys?: Readonly<Record<string, string>>;
  readonly signIn?: Readonly<Record<string, string>>;
  /** Seed and day of the demonstration that was loaded, or is being loaded. */
  readonly demonstration?: {
    readonly seed: string;
    readonly today: string;
    readonly territoryId?: string;
    /** Steps of the loading that are over. */
    readonly done?: readonly string[];
  };
}

export function installation(): Installation {
  const { env } = process;
  const demoFile = join(
    resolve(env.CONCERTO_STATE || join(cloneFolder(__dirname), '.concerto')),
    'demo.json',
  );
  const known = readDemoFile(demoFile);
  return {
    url: (env.CONCERTO_URL || known.url)?.replace(/\/$/, ''),
    operatorKey: env.CONCERTO_OPERATOR_KEY || known.operatorKey,
    databaseUrl: env.DATABASE_URL || known.databaseUrl,
    kafkaBrokers: env.KAFKA_BROKERS || known.kafkaBrokers,
    prefix: env.CONCERTO_PREFIX || known.prefix || 'concerto',
    demoFile,
  };
}

/** The content of demo.json, empty when there is none. */
export function readDemoFile(file: string): DemoFile {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoFile) : {};
}

/** Writes it whole, readable by its owner alone. */
export function writeDemoFile(file: string, content: DemoFile): void {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}

/** The address and the operator's key, or a sentence that says where to take them from. */
export function operatorAccess(): { url: string; key: string } {
  const { url, operatorKey } = installation();
  if (!url || !operatorKey)
    throw new CommandFailed(
      'Aucune installation trouvée : démarrez Concerto (npm start), ou donnez CONCERTO_URL et CONCERTO_OPERATOR_KEY.',
    );
  return { url, key: operatorKey };
}

/** The clone that holds this file, whether it runs from apps/ or from dist/. */
export function cloneFolder(folder: string): string {
  const above = dirname(folder);
  if (above === folder) return process.cwd();
  const isClone =
    existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'apps', 'cli', 'concerto.mjs'));
  return isClone && !folder.endsWith('dist') ? folder : cloneFolder(above);
}
