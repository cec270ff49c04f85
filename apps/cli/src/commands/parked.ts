import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { inService, inTransaction } from '../databases';
import { CommandFailed, data, EXIT, json } from '../output';
import { discard, type ParkedKey, parkedFacts, parkedKeys, retry } from '../parked/parked-keys';
import { SERVICES } from '../services';

/** `concerto parked`: the facts that wait, why, and what an operator decides. */
export function parkedCommand(program: Command): void {
  const parked = program.command('parked').description('Les faits en attente : voir, retenter, écarter.');
  parked
    .command('ls')
    .description('Liste les clés en attente, avec leur raison.')
    .option('--json', 'en JSON')
    .action(async (options: { json?: boolean }) => {
      const keys = await everywhere();
      if (options.json) return json({ parked: keys });
      if (keys.length === 0) return data('Rien n’attend.');
      for (const key of keys) data(lineOf(key));
    });
  parked
    .command('show <service> <clé>')
    .description('Montre les faits qui attendent derrière une clé, tels que reçus.')
    .action(async (service: string, key: string) => {
      const facts = await inService(known(service), (client) => parkedFacts(client, key));
      if (facts.length === 0) throw new CommandFailed(`Aucun fait n’attend derrière ${key} dans ${service}.`);
      for (const fact of facts) json({ ...fact, body: fact.body?.toString('utf8') ?? null });
    });
  parked
    .command('retry <service> [clé]')
    .description('Retente tout de suite, une clé ou toutes.')
    .action(async (service: string, key?: string) => {
      const due = await inService(known(service), (client) => retry(client, key));
      data(`${due} ${due > 1 ? 'clés seront reprises' : 'clé sera reprise'} dans les cinq secondes.`);
    });
  parked
    .command('discard <service> <clé>')
    .description('Écarte le premier fait en attente derrière une clé ; il reste gardé, avec la raison.')
    .requiredOption('--reason <raison>', 'pourquoi, pour ceux qui liront après')
    .action(async (service: string, key: string, { reason }: { reason: string }) => {
      const by = userInfo().username;
      const fact = await inTransaction(known(service), (client) => discard(client, key, reason, by));
      data(`${fact.type ?? 'Fait'} version ${fact.version} écarté ; les suivants reprennent.`);
    });
}

async function everywhere(): Promise<ParkedKey[]> {
  const found: ParkedKey[] = [];
  for (const service of SERVICES)
    found.push(...(await inService(service, (client) => parkedKeys(client, service))));
  return found;
}

function known(service: string): string {
  if ((SERVICES as readonly string[]).includes(service)) return service;
  throw new CommandFailed(
    `Aucun service ne s’appelle ${service} ; il y a ${SERVICES.join(', ')}.`,
    EXIT.usage,
  );
}

function lineOf(one: ParkedKey): string {
  const why = one.reason === 'NOT_YET' ? `attend ${one.waitsFor}` : (one.error ?? one.reason);
  const next = one.state === 'DEAD' ? 'attend une décision' : `reprise ${one.nextAttemptAt.toISOString()}`;
  return `${one.service}  ${one.topic} ${one.key}  ${one.reason}  ${one.facts} faits, ${one.attempts} essais, ${next} : ${why}`;
}
