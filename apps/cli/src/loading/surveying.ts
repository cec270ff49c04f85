import { importText } from './files';
import type { Loading } from './loading';

/** The nominative answers to the BMO survey, with their communicability (BR-53). */
export async function surveyIntentions(loading: Loading): Promise<void> {
  const { intentionsFile, today } = loading.demonstration;
  await importText(
    loading,
    { kind: 'bmo-intentions', asOf: today },
    'bmo-intentions-demonstration.csv',
    intentionsFile,
  );
}
