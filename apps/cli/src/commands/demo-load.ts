import type { Command } from 'commander';
import { isLocalDate, localDateOf } from '#domain/local-date';
import { demonstrationOf } from '../demo/demonstration';
import { DoorRefused } from '../doors';
import { ImportStopped } from '../import-job';
import { installation, operatorAccess, readDemoFile } from '../installation';
import { entrustOffers } from '../loading/entrusting';
import { reportContacts, untilContactsAreJudged } from '../loading/feeds';
import { importFiles } from '../loading/files';
import { introduceCandidates } from '../loading/introducing';
import { keysOf } from '../loading/keys';
import { Loading } from '../loading/loading';
import { recordOptOuts } from '../loading/opposing';
import { renewSignInLinks } from '../loading/people';
import { adoptPlan, adoptSegmentation, draftSegmentation } from '../loading/planning';
import { closeRecontacts } from '../loading/recontacting';
import { setUp } from '../loading/setting-up';
import { survey } from '../loading/surveying';
import { takeProspects } from '../loading/working';
import { CommandFailed, data, json, progress } from '../output';

const SEED = 'metz';

/** `concerto demo load`: the made-up territory enters by the doors; run again, it goes on where it was and changes nothing twice. */
export function demoLoadCommand(program: Command): void {
  program
    .command('demo')
    .description('Territoire de démonstration, fictif.')
    .command('load')
    .description('charge le territoire de démonstration par les portes de Concerto')
    .option('--today <date>', 'jour de la démonstration (AAAA-MM-JJ), aujourd’hui par défaut')
    .option('--json', 'en JSON')
    .action(async (options: { today?: string; json?: boolean }) => {
      try {
        const signIn = await load(options.today);
        if (options.json) json({ signIn });
        else
          data(
            Object.entries(signIn)
              .map(([persona, link]) => `${persona}  ${link}`)
              .join('\n'),
          );
      } catch (error) {
        if (error instanceof DoorRefused || error instanceof ImportStopped)
          throw new CommandFailed(error.sentence);
        throw error;
      }
    });
}

async function load(asked: string | undefined): Promise<Record<string, string>> {
  if (asked !== undefined && !isLocalDate(asked))
    throw new CommandFailed('--today attend une date AAAA-MM-JJ.');
  const { url, key } = operatorAccess();
  const { demoFile } = installation();
  // A run that was cut goes on with its own day: another would make other contents under the same ids.
  const { seed, today } = readDemoFile(demoFile).demonstration ?? {
    seed: SEED,
    today: asked ?? localDateOf(new Date()),
  };
  const loading = new Loading(url, key, seed, demonstrationOf(seed, today), demoFile);
  loading.keep({ demonstration: { ...readDemoFile(demoFile).demonstration, seed, today } });
  progress(`Démonstration du ${today}`);

  const known = await setUp(loading);
  const keys = await keysOf(loading, known);
  const once = (step: string, work: () => Promise<void>) => loading.once(step, known, work);
  await once('files', async () => {
    const segmentationId = await draftSegmentation(loading, known);
    await importFiles(loading);
    await adoptSegmentation(loading, known, segmentationId);
  });
  await once('oppositions', () => recordOptOuts(loading, keys));
  await once('contacts', () => reportContacts(loading, keys));
  await once('offers', () => entrustOffers(loading, known, keys));
  await once('survey', () => survey(loading));
  await once('plan', async () => {
    await untilContactsAreJudged(loading, keys);
    await adoptPlan(loading, known);
  });
  await once('prospects', () => takeProspects(loading, known, keys));
  await once('introductions', () => introduceCandidates(loading, keys));
  await once('recontacts', () => closeRecontacts(loading, keys));
  return renewSignInLinks(loading);
}
