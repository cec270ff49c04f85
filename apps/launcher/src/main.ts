import { mkdirSync } from 'node:fs';
import { relative } from 'node:path';
import { CannotStart, inWords } from './cannot-start';
import type { DemoFile } from './demo-file';
import { prepareDemonstration } from './demonstration';
import { freePort, isFree } from './free-port';
import { type Layout, layoutOf } from './layout';
import { secretsIn } from './secrets';
import { serviceNames } from './services';
import { stopLeftServices, takeFolder } from './single-launcher';
import { readState } from './state-file';
import { onceAskedToStop } from './stop-signals';
import { Interrupted, System } from './system';

const USUAL_PORT = 8080;

interface What {
  services: readonly { name: string; main?: string }[];
  territory: boolean;
}

/** `npm start`: everything, from the stores to the page, until it is asked to stop. */
export async function main({ services, territory }: What = ofTheClone()): Promise<void> {
  const layout = layoutOf();
  const began = Date.now();
  const say = (line: string) => {
    process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}\n`);
  };
  let giveBack: () => void = () => undefined;
  let system: System | undefined;
  const asked = onceAskedToStop(
    (why) => {
      say(`Stopping (${why})`);
      return system?.stop();
    },
    () => system?.kill(),
  );
  try {
    mkdirSync(layout.logs, { recursive: true });
    giveBack = takeFolder(layout);
    const left = await stopLeftServices(layout);
    if (left.length > 0) say(`Stopped what an earlier start had left running: ${left.join(', ')}`);
    const embedded = !process.env.DATABASE_URL && !process.env.KAFKA_BROKERS;
    const demonstration = embedded || process.env.CONCERTO_DEMO === '1';
    system = new System({
      layout,
      secrets: secretsIn(layout.secrets),
      prefix: process.env.CONCERTO_PREFIX || 'concerto',
      stores: storesWanted(process.env),
      demonstration,
      services: await Promise.all(
        services.map(async (each) => ({ ...each, port: await portOf(each.name, layout) })),
      ),
      say,
    });
    await system.start();
    if (demonstration && territory) await prepareDemonstration(layout, system, say, asked.signal);
    if (!asked.signal.aborted) announce(system.url, readState<DemoFile>(layout.demo)?.signIn ?? {}, say);
    await asked.stopped;
  } catch (error) {
    const interrupted = asked.signal.aborted || error instanceof Interrupted;
    await system?.stop();
    if (!interrupted) throw inWords(error, layout.state);
  } finally {
    giveBack();
  }
  say('Stopped');
  process.exit(0);
}

const ofTheClone = (): What => ({ services: serviceNames().map((name) => ({ name })), territory: true });

/** A port that somebody has chosen in the environment. */
function portIn(name: string, env = process.env): number | undefined {
  const given = env[name];
  if (!given) return undefined;
  if (/^\d+$/.test(given) && Number(given) > 0 && Number(given) < 65_536) return Number(given);
  throw new CannotStart(`${name}=${given} is no port: give a number from 1 to 65535.`);
}

function storesWanted(env: NodeJS.ProcessEnv) {
  return {
    databaseUrl: env.DATABASE_URL || undefined,
    kafkaBrokers: env.KAFKA_BROKERS || undefined,
    postgresPort: portIn('CONCERTO_POSTGRES_PORT'),
    kafkaPort: portIn('CONCERTO_KAFKA_PORT'),
  };
}

/** The gateway's port is the one that people type and keep; the others are nobody's business. */
async function portOf(name: string, layout: Layout): Promise<number> {
  if (name !== 'gateway') return freePort();
  const wanted = portIn('CONCERTO_PORT');
  if (wanted === undefined) {
    const before = Number(readState<DemoFile>(layout.demo)?.url?.split(':').at(-1));
    for (const port of [before, USUAL_PORT]) if (port > 0 && (await isFree(port))) return port;
    return freePort();
  }
  if (await isFree(wanted)) return wanted;
  throw new CannotStart(
    `Port ${wanted} is taken: stop what listens there, or choose another one with CONCERTO_PORT=8081 npm start.`,
  );
}

function announce(url: string, signIn: Record<string, string>, say: (line: string) => void): void {
  say('Concerto is ready');
  const personas = Object.entries(signIn);
  const lines = [
    ['Pages', url],
    ['API', `${url}/docs`],
    ...personas.map(([persona, link]) => [`Sign in as ${persona}`, link]),
    ['Sign in again', 'npx concerto sign-in PERSONA'],
    ['Logs', relative(process.cwd(), layoutOf().logs)],
    ['Stop', 'Ctrl-C'],
  ];
  const width = Math.max(...lines.map(([title = '']) => title.length));
  for (const [title = '', value] of lines)
    process.stdout.write(`           ${title.padEnd(width)}  ${value}\n`);
}
