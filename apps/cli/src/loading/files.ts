import { type Counts, fileInMemory, type ImportRequest, runImport } from '../import-job';
import { liveProgress } from '../output';
import type { Loading } from './loading';

/** The reference files and the partners' own, through the importers: communes, SIRENE, then who knows whom. */
export async function importFiles(loading: Loading): Promise<void> {
  const { communesFile, sireneFile, partnerFiles, today } = loading.demonstration;
  await importText(loading, { kind: 'communes', asOf: today }, 'communes-demonstration.csv', communesFile);
  await importText(loading, { kind: 'sirene', asOf: today }, 'sirene-demonstration.csv', sireneFile);
  for (const [partner, file] of partnerFiles)
    await importText(loading, { kind: 'partner-file', partner }, `employeurs-${partner}.csv`, file);
}

export async function importText(
  loading: Loading,
  request: ImportRequest,
  name: string,
  text: string,
): Promise<Counts> {
  const { url, operatorKey: key } = loading;
  const { counts } = await loading.whenKnown(() =>
    runImport({ url, key }, request, fileInMemory(name, text), {
      progress: ({ read }) => liveProgress(`${name} : ${read} lignes`),
      waiting: (cause) => loading.say(`${name} : en attente (${cause})`),
    }),
  );
  loading.say(`${name} : ${counts.read} lignes lues, ${counts.new} nouvelles, ${counts.refused} refusées`);
  return counts;
}
