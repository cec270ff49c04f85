import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { type Config, readConfig } from '#service/config';

export const GATEWAY = Symbol('the configuration of the gateway');

/** What the gateway is told beyond what every service is. */
export interface GatewayConfig {
  /** The operator's bearer; nobody is the operator without one. */
  readonly operatorKey: string | null;
  /** Signs the sessions of people. */
  readonly sessionSecret: string;
  /** The key of the digests under which API keys and links are kept. */
  readonly digestSecret: Buffer;
  /** Name of a service -> its address on the private network. */
  readonly services: Readonly<Record<string, string>>;
  /** Where people reach Concerto; links sent by mail begin with it, never with what a request claims. */
  readonly publicUrl: string;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly demonstration: boolean;
  readonly identitySecret: string;
  /** The folder of the built pages. */
  readonly webRoot: string;
  /** Requests a minute for one caller, and bulk requests a minute. */
  readonly quota: number;
  readonly bulkQuota: number;
}

/** Reads the environment; one sentence names the first variable that is wrong. */
export function readGatewayConfig(
  environment: NodeJS.ProcessEnv = process.env,
  config: Config = readConfig(environment),
): GatewayConfig {
  const derived = (label: string) => Buffer.from(hkdfSync('sha256', config.identitySecret, '', label, 32));
  const operatorKey = environment.CONCERTO_OPERATOR_KEY || null;
  if (operatorKey && operatorKey.length < 16)
    throw new Error('CONCERTO_OPERATOR_KEY must have at least 16 characters.');
  return {
    operatorKey,
    sessionSecret: environment.CONCERTO_COOKIE_SECRET || derived('sessions').toString('hex'),
    digestSecret: derived('digests'),
    services: servicesOf(environment.CONCERTO_SERVICES),
    publicUrl: environment.CONCERTO_PUBLIC_URL || `http://127.0.0.1:${config.port}`,
    smtpUrl: environment.CONCERTO_SMTP_URL || null,
    mailFrom: environment.CONCERTO_MAIL_FROM || 'Concerto <ne-pas-repondre@concerto.invalid>',
    demonstration: config.demonstration,
    identitySecret: config.identitySecret,
    webRoot: environment.CONCERTO_WEB_ROOT || join(__dirname, '../../../web'),
    quota: whole(environment.CONCERTO_QUOTA, 60_000, 'CONCERTO_QUOTA'),
    bulkQuota: whole(environment.CONCERTO_BULK_QUOTA, 60, 'CONCERTO_BULK_QUOTA'),
  };
}

function servicesOf(text: string | undefined): Record<string, string> {
  if (!text) return {};
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) throw new Error('not an object');
    for (const url of Object.values(read)) new URL(String(url));
    return read as Record<string, string>;
  } catch {
    throw new Error('CONCERTO_SERVICES must be a JSON object: the name of each service and its address.');
  }
}

function whole(text: string | undefined, usual: number, name: string): number {
  if (!text) return usual;
  const read = Number(text);
  if (!Number.isInteger(read) || read < 1) throw new Error(`${name} must be a whole number above 0.`);
  return read;
}
