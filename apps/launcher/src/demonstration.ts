import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cloneFolder } from './clone';
import type { Layout } from './layout';
import { builtMain } from './services';
import type { System } from './system';

/**
 * Loads the demonstration territory the first time, through the command line as a person would, and renews the one-time
 * links at each later start. A load that fails or is cut short leaves no mark: the next start takes it up again.
 */
export async function prepareDemonstration(
  layout: Layout,
  system: System,
  say: (line: string) => void,
  stopped: AbortSignal,
): Promise<void> {
  if (!existsSync(builtMain('cli')) || stopped.aborted) return;
  const command = (args: string[], output: 'shown' | 'dropped') =>
    concerto(args, output, { CONCERTO_STATE: layout.state, CONCERTO_URL: system.url }, stopped);
  if (existsSync(layout.demoLoaded)) {
    await command(['sign-in', '--all'], 'dropped');
    return;
  }
  say('Loading the demonstration territory');
  if (await command(['demo', 'load'], 'shown'))
    writeFileSync(layout.demoLoaded, `${new Date().toISOString()}\n`);
  else if (!stopped.aborted)
    say(
      'The demonstration territory is not loaded, the reason is above: npx concerto demo load takes it up again.',
    );
}

/** Runs the command line to its end, or until we are asked to stop; true when it did what it was asked. */
async function concerto(
  args: readonly string[],
  output: 'shown' | 'dropped',
  env: NodeJS.ProcessEnv,
  stopped: AbortSignal,
): Promise<boolean> {
  const shown = output === 'shown' ? 'inherit' : 'ignore';
  const child = spawn(process.execPath, [builtMain('cli'), ...args], {
    cwd: cloneFolder,
    env: { ...process.env, TZ: 'UTC', ...env },
    stdio: ['ignore', shown, shown],
    // Its own group, as the services: Ctrl-C reaches us, and we end it.
    detached: true,
  });
  const end = () => child.kill('SIGTERM');
  stopped.addEventListener('abort', end);
  process.once('exit', end);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code === 0));
    });
  } finally {
    stopped.removeEventListener('abort', end);
    process.removeListener('exit', end);
  }
}
