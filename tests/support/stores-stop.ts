import './stores';

/** Ends what `stores.ts` started for this run. */
export default async function stopStores(): Promise<void> {
  await globalThis.storesOfThisRun?.stop();
}
