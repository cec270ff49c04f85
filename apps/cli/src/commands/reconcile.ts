import { join } from 'node:path';
import type { Command } from 'commander';
import { cloneFolder, installation } from '../installation';
import { CommandFailed, data, json, progress } from '../output';
import { openHouse, readTopics } from '../reconcile/house';
import { ledgerHeld } from '../reconcile/i1-ledger';
import { eachVisitOnce } from '../reconcile/i2-each-visit-once';
import { oneLead } from '../reconcile/i3-one-lead';
import { eachPublicationOnce } from '../reconcile/i4-each-publication-once';
import { versionsWithoutGap } from '../reconcile/i5-versions-without-gap';
import { outboxEmpty } from '../reconcile/i6-outbox-empty';
import { everythingApplied } from '../reconcile/i7-everything-applied';
import { figuresRecomputed } from '../reconcile/i8-figures-recomputed';
import { nothingUnaccounted } from '../reconcile/i9-nothing-unaccounted';
import { plansProven } from '../reconcile/i10-plans-proven';
import { siteAgrees } from '../reconcile/i11-site-agrees';
import type { Invariant } from '../reconcile/invariant';
import { type Result, reconcile } from '../reconcile/run';
import { selfTest } from '../reconcile/self-test';

export const INVARIANTS: readonly Invariant[] = [
  eachVisitOnce,
  oneLead,
  eachPublicationOnce,
  versionsWithoutGap,
  outboxEmpty,
  everythingApplied,
  figuresRecomputed,
  nothingUnaccounted,
  plansProven,
  siteAgrees,
];

/** 0 clean, 1 violated, 2 could not check: never taken for one another. */
const CLEAN = 0;
const VIOLATED = 1;
const NOT_CHECKED = 2;
const SHOWN = 5;

interface Options {
  json?: boolean;
  ledger?: string;
  only?: string;
  grace: string;
  selfTest?: boolean;
}

/** `concerto reconcile`: holds the databases against the promises, in a role that only reads, with no code of the services. */
export function reconcileCommand(program: Command): void {
  program
    .command('reconcile')
    .description(
      'Vérifie que rien n’est perdu, doublé ou oublié ; code 0 sain, 1 écart, 2 vérification impossible.',
    )
    .option('--json', 'en JSON')
    .option('--ledger <fichier>', 'registre NDJSON d’un client : {partnerId, eventId, outcome: ok|fail|info}')
    .option('--only <ids>', 'seulement ces invariants, par exemple I3,I4')
    .option('--grace <secondes>', 'laisse de côté ce qui est plus jeune', '60')
    .option(
      '--self-test',
      'sème un écart par invariant dans une base de brouillon et exige que celui-là seul échoue',
    )
    .addHelpText(
      'after',
      '\nExemples :\n  npx concerto reconcile --grace 5\n  npx concerto reconcile --only I3,I4 --json',
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options).catch((error: unknown) => {
        progress(`Vérification impossible : ${(error as Error).message}`);
        return NOT_CHECKED;
      });
    });
}

async function run(options: Options): Promise<number> {
  const { databaseUrl, prefix } = installation();
  if (!databaseUrl) {
    throw new CommandFailed(
      'aucun serveur connu ; démarrez Concerto (npm start) ou donnez DATABASE_URL.',
      NOT_CHECKED,
    );
  }
  const grace = Number(options.grace);
  if (!(grace >= 0)) throw new CommandFailed('--grace attend un nombre de secondes.', NOT_CHECKED);
  if (options.selfTest) return report(await selfTest(databaseUrl, INVARIANTS), options);
  const reads = readTopics(join(cloneFolder(__dirname), 'libs/contracts/published'));
  const wanted = options.only?.split(',');
  const all = options.ledger ? [ledgerHeld(options.ledger), ...INVARIANTS] : INVARIANTS;
  const chosen = wanted ? all.filter((one) => wanted.includes(one.id)) : all;
  if (chosen.length === 0)
    throw new CommandFailed(`aucun invariant ne s’appelle ${options.only}.`, NOT_CHECKED);
  return report(await reconcile(chosen, () => openHouse(databaseUrl, prefix, reads, grace)), options);
}

function report(results: readonly Result[], options: Options): number {
  if (options.json) json({ results });
  else for (const result of results) data(lineOf(result));
  if (results.some((one) => one.violations.length > 0)) return VIOLATED;
  return results.some((one) => one.impossible) ? NOT_CHECKED : CLEAN;
}

function lineOf({ id, title, checked, unit, violations, impossible, remedy }: Result): string {
  if (impossible) return `${id}  ?  ${title} : vérification impossible, ${impossible}`;
  const counted = `${checked.toLocaleString('fr-FR')} ${unit}`;
  if (violations.length === 0) return `${id}  ok  ${title} (${counted}, 0 écart)`;
  const shown = violations.slice(0, SHOWN).map((one) => `      ${one}`);
  return [
    `${id}  ÉCART  ${title} (${counted}, ${violations.length} écarts)`,
    ...shown,
    `      À faire : ${remedy}`,
  ].join('\n');
}
