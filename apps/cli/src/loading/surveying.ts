import { importText } from './files';
import type { Loading } from './loading';

/** The survey's open figures as context, then the nominative answers with their communicability (BR-53). */
export async function survey(loading: Loading): Promise<void> {
  const { bmoFile, intentionsFile, today } = loading.demonstration;
  await importText(loading, { kind: 'bmo', asOf: today }, 'bmo-demonstration.csv', bmoFile);
  await importText(
    loading,
    { kind: 'bmo-intentions', asOf: today },
    'bmo-intentions-demonstration.csv',
    intentionsFile,
  );
}
