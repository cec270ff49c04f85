import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cloneFolder } from './clone';
import type { Layout } from './layout';
import { builtMain } from './services';
import type { System } from './system';

/**
 * Loads the demonstration territory the first time, through the command line as a person would. A load that fails or is
 * cut short leaves no mark: the next start takes it up again.
 */
export async function loadDemonstration(
  layout: Layout,
  system: System,
  say: (line: string) => void,
  stopped: AbortSignal,
): Promise<void> {
  const commandLine = builtMain('cli');
  if (existsSync(layout.demoLoaded) || !existsSync(commandLine) || stopped.aborted) return;
  say('Loading the demonstration territory');
  const child = spawn(process.execPath, [commandLine, 'demo', 'load'], {
    cwd: cloneFolder,
    env: { ...process.env, TZ: 'UTC', CONCERTO_STATE: layout.state, CONCERTO_URL: system.url },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Its own group, as the services: Ctrl-C reaches us, and we end it.
    detached: true,
  });
  const end = () => child.kill('SIGTERM');
  stopped.addEventListener('abort', end);
  process.once('exit', end);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (code === 0) writeFileSync(layout.demoLoaded, `${new Date().toISOString()}\n`);
    else if (!stopped.aborted)
      say(
        'The demonstration territory is not loaded, the reason is above: npx concerto demo load takes it up again.',
      );
  } finally {
    stopped.removeEventListener('abort', end);
    process.removeListener('exit', end);
  }
}
