import type { Command } from 'commander';
import { installation } from '../installation';
import { data, json } from '../output';

/** `concerto config`: which installation the commands act on; secrets are named, never shown. */
export function configCommand(program: Command): void {
  program
    .command('config')
    .description('Montre sur quelle installation les commandes agissent.')
    .option('--json', 'en JSON')
    .action((options: { json?: boolean }) => {
      const found = installation();
      const shown = {
        url: found.url ?? null,
        operatorKey: found.operatorKey ? 'connue' : null,
        databaseUrl: found.databaseUrl ? withoutPassword(found.databaseUrl) : null,
        prefix: found.prefix,
        demoFile: found.demoFile,
      };
      if (options.json) return json(shown);
      data(
        Object.entries(shown)
          .map(([name, value]) => `${name.padEnd(12)}  ${value ?? 'inconnu'}`)
          .join('\n'),
      );
    });
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.password) url.password = '***';
  return url.href;
}
