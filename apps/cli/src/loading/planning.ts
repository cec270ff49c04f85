import { addDays } from '#domain/local-date';
import type { Known, Loading } from './loading';

/** A draft of the first segmentation: once it stands, segmentation knows the territory, and imports sort by it. */
export async function draftSegmentation(loading: Loading, { territoryId }: Known): Promise<string> {
  const draft = await loading.post<{ segmentationId: string }>('/v1/segmentations', 'segmentation', {
    territoryId,
  });
  return draft.segmentationId;
}

/** The draft is adopted with every member's voice: each employer gets its segment. */
export async function adoptSegmentation(
  loading: Loading,
  known: Known,
  segmentationId: string,
): Promise<void> {
  const path = `/v1/segmentations/${segmentationId}/adopt`;
  await loading.post(path, 'segmentation-adopted', { voices: inFavour(known) });
  loading.say('Segmentation adoptée');
}

/** Days of the plan before today, so that the demonstration opens in the middle of a running one; and its whole length. */
const BEGUN = 14;
const LENGTH = 91;

/** A concerted plan for the quarter, allocated, submitted and adopted: from then on the worklists are full. */
export async function adoptPlan(loading: Loading, known: Known): Promise<void> {
  const { today } = loading.demonstration;
  const { planId } = await loading.post<{ planId: string }>('/v1/plans', 'plan', {
    territoryId: known.territoryId,
    name: 'Plan de prospection concertée (démonstration)',
    from: addDays(today, -BEGUN),
    until: addDays(today, LENGTH - BEGUN),
  });
  const step = (name: string, body: object = {}) =>
    loading.post(`/v1/plans/${planId}/${name}`, `plan-${name}`, body);
  await step('allocate');
  await step('submit');
  for (const voice of inFavour(known))
    await loading.post(`/v1/plans/${planId}/voices`, `plan-voice-${voice.partnerId}`, voice);
  await step('adopt');
  loading.say('Plan adopté');
}

const inFavour = ({ partnerIds }: Known) =>
  [...partnerIds.values()].map((partnerId) => ({ partnerId, inFavour: true }));
