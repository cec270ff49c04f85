import type { Command } from 'commander';
import { VARIABLES } from '#service/config';
import { installation } from '../installation';
import { data, json } from '../output';

/** `concerto config`: the variables of a process, and which installation the commands act on; secrets are named, never shown. */
export function configCommand(program: Command): void {
  program
    .command('config')
    .description('Montre la configuration, et sur quelle installation les commandes agissent.')
    .option('--json', 'en JSON')
    .action((options: { json?: boolean }) => {
      const shown = { variables: variables(), installation: found() };
      if (options.json) return json(shown);
      data(lines(shown.variables.map(({ name, value, about }) => [name, `${value}  (${about})`])));
      data('');
      data(lines(Object.entries(shown.installation).map(([name, value]) => [name, value ?? 'inconnu'])));
    });
}

const HIDDEN = '•••';

const variables = () =>
  VARIABLES.map(({ name, for: about, default: usual, secret }) => {
    const value = process.env[name];
    return { name, value: value ? (secret ? HIDDEN : value) : (usual ?? '-'), about };
  });

function found() {
  const { url, operatorKey, databaseUrl, prefix, demoFile } = installation();
  return {
    url: url ?? null,
    operatorKey: operatorKey ? HIDDEN : null,
    databaseUrl: databaseUrl ? withoutPassword(databaseUrl) : null,
    prefix,
    demoFile,
  };
}

const lines = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
};

function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.password) url.password = HIDDEN;
  return decodeURI(url.href);
}
