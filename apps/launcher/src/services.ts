import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder } from './clone';
import type { Layout } from './layout';
import { OwnedProcess } from './owned-process';
import type { Secrets } from './secrets';

/** Not services: the launcher itself, and the command line. The pages are files that the gateway serves. */
const OTHERS = ['launcher', 'cli', 'web'];
/** A service finishes its running requests and its unit of work, then leaves its consumer group; it gives itself 25 s. */
const STOP = { signal: 'SIGTERM', withinMs: 30_000 } as const;

export interface Service {
  name: string;
  /** The file that Node runs. */
  main: string;
  port: number;
}

export interface Surroundings {
  layout: Layout;
  secrets: Secrets;
  prefix: string;
  /** The address of each store for this service: its own, so that one service can be cut off alone. */
  databaseUrl: (service: string) => string;
  kafkaBrokers: (service: string) => string;
  demonstration: boolean;
  services: readonly Service[];
}

/** The names of the services of this clone: the folders of apps/ that have a main.ts. */
export function serviceNames(): string[] {
  return readdirSync(join(cloneFolder, 'apps'))
    .filter((name) => !OTHERS.includes(name) && existsSync(join(cloneFolder, 'apps', name, 'src', 'main.ts')))
    .sort();
}

export const builtMain = (name: string): string => join(cloneFolder, 'dist', 'apps', name, 'src', 'main.js');

/** Starts a service as its own process. */
export function startService(service: Service, around: Surroundings): Promise<OwnedProcess> {
  return OwnedProcess.start({
    command: process.execPath,
    args: ['--enable-source-maps', service.main],
    env: environmentOf(service, around),
    cwd: cloneFolder,
    logFile: join(around.layout.logs, `${service.name}.log`),
    pidFile: join(around.layout.run, `service-${service.name}.pid`),
    stop: STOP,
  });
}

export const urlOf = (service: Service): string => `http://127.0.0.1:${service.port}`;

/** What a service is told about its surroundings; each secret goes to whom it concerns only. */
export function environmentOf(service: Service, around: Surroundings): NodeJS.ProcessEnv {
  const { secrets, services } = around;
  const jobBoard = services.find(({ name }) => name === 'job-board');
  return {
    ...process.env,
    TZ: 'UTC',
    // Node 22 and later keep what they have compiled; 20 does not read it.
    NODE_COMPILE_CACHE: join(around.layout.state, 'compile-cache'),
    DATABASE_URL: around.databaseUrl(service.name),
    KAFKA_BROKERS: around.kafkaBrokers(service.name),
    CONCERTO_PREFIX: around.prefix,
    CONCERTO_PORT: String(service.port),
    CONCERTO_IDENTITY_SECRET: secrets.identity,
    ...(around.demonstration ? { CONCERTO_DEMO: '1' } : {}),
    ...(service.name === 'gateway'
      ? {
          CONCERTO_OPERATOR_KEY: secrets.operatorKey,
          CONCERTO_COOKIE_SECRET: secrets.cookie,
          CONCERTO_SERVICES: JSON.stringify(
            Object.fromEntries(services.map((each) => [each.name, urlOf(each)])),
          ),
        }
      : {}),
    ...(service.name === 'offers' && jobBoard ? { CONCERTO_PUBLICATION_URL: urlOf(jobBoard) } : {}),
  };
}
