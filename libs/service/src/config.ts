/** What a process is told by its environment, and by nothing else. */
export interface Config {
  readonly prefix: string;
  /** Address of the PostgreSQL server, without a database: each service has its own. */
  readonly databaseUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly host: string;
  readonly port: number;
  /** Shared by the gateway and the services: signs who is calling. */
  readonly identitySecret: string;
  readonly demonstration: boolean;
  readonly poolSize: number;
  /** Fixed per instance, so that a restarted one is known to its consumer group. */
  readonly instance: string;
}

/** The variables, with what each is for: `concerto config` prints them. */
export const VARIABLES: readonly { name: string; for: string; default?: string; secret?: boolean }[] = [
  { name: 'DATABASE_URL', for: 'the PostgreSQL server, as postgres://user:password@host:port', secret: true },
  { name: 'KAFKA_BROKERS', for: 'the Kafka brokers, host:port, separated by commas' },
  {
    name: 'CONCERTO_PREFIX',
    for: 'the name of this installation: prefix of topics, groups and databases',
    default: 'concerto',
  },
  { name: 'CONCERTO_HOST', for: 'the address that services listen on', default: '127.0.0.1' },
  { name: 'CONCERTO_PORT', for: 'the port of this service', default: '0' },
  {
    name: 'CONCERTO_IDENTITY_SECRET',
    for: 'signs identities between the gateway and the services',
    secret: true,
  },
  { name: 'CONCERTO_DEMO', for: '1 allows what only a demonstration may do', default: '0' },
  { name: 'CONCERTO_POOL', for: 'connections to PostgreSQL a service', default: '12' },
  {
    name: 'CONCERTO_INSTANCE',
    for: 'the name of this instance of the service, fixed over its restarts',
    default: '1',
  },
  {
    name: 'CONCERTO_PUBLICATION_URL',
    for: 'the address of the site on which offers publishes; without it nothing is published',
    default: '',
  },
  // Of the gateway alone:
  { name: 'CONCERTO_OPERATOR_KEY', for: 'the bearer of the operator of this installation', secret: true },
  { name: 'CONCERTO_COOKIE_SECRET', for: 'signs the sessions of people', secret: true },
  { name: 'CONCERTO_SERVICES', for: 'JSON: the name of each service and its address' },
  { name: 'CONCERTO_PUBLIC_URL', for: 'where people reach Concerto: the links of mails begin with it' },
  { name: 'CONCERTO_SMTP_URL', for: 'the mail server that sends sign-in links, smtp://…', secret: true },
  { name: 'CONCERTO_MAIL_FROM', for: 'the sender of those mails' },
  { name: 'CONCERTO_QUOTA', for: 'requests a minute for one caller', default: '60000' },
  { name: 'CONCERTO_BULK_QUOTA', for: 'bulk requests a minute for one caller', default: '60' },
  { name: 'CONCERTO_WEB_ROOT', for: 'the folder of the built pages' },
];

/** Reads the environment; one sentence names the first variable that is missing or wrong. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const value = (name: string): string => {
    const text = environment[name] ?? VARIABLES.find((one) => one.name === name)?.default;
    if (text === undefined || text === '')
      throw new Error(`Set ${name}: ${VARIABLES.find((one) => one.name === name)?.for}.`);
    return text;
  };
  const number = (name: string): number => {
    const read = Number(value(name));
    if (!Number.isInteger(read) || read < 0)
      throw new Error(`${name} must be a whole number, and is "${value(name)}".`);
    return read;
  };
  const prefix = value('CONCERTO_PREFIX');
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(prefix)) {
    throw new Error(`CONCERTO_PREFIX must be lower-case letters, digits and _, and is "${prefix}".`);
  }
  const identitySecret = value('CONCERTO_IDENTITY_SECRET');
  if (identitySecret.length < 32)
    throw new Error('CONCERTO_IDENTITY_SECRET must have at least 32 characters.');
  return {
    prefix,
    databaseUrl: value('DATABASE_URL'),
    kafkaBrokers: value('KAFKA_BROKERS').split(','),
    host: value('CONCERTO_HOST'),
    port: number('CONCERTO_PORT'),
    identitySecret,
    demonstration: value('CONCERTO_DEMO') === '1',
    poolSize: number('CONCERTO_POOL'),
    instance: value('CONCERTO_INSTANCE'),
  };
}

/** The database of a service: `<prefix>_<service>`. */
export const databaseName = (prefix: string, service: string): string =>
  `${prefix}_${service.replaceAll('-', '_')}`;

/** The address of a service's own database on a server. */
export function databaseUrlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
