import { History } from 'lucide-react';
import type { Drift } from '../api/plan';
import { Fr } from '../design/typeset';
import { frPlan } from '../fr-plan';
import { inARow } from './committee';

const text = frPlan.drift;

/** What has changed since the plan froze its inputs: its figures are of that day (BR-12). */
export const Drifted = ({ drift }: { drift: Drift }) => {
  const { closed, left, resized, newSegmentation } = drift;
  const words = [
    closed > 0 && text.closed(closed),
    left > 0 && text.left(left),
    resized > 0 && text.resized(resized),
    newSegmentation && text.segmentation,
  ].filter((one) => one !== false);
  if (words.length === 0) return null;
  return (
    <p className="badge badge-warn drifted figure">
      <History aria-hidden="true" />
      <Fr>{`${text.since}\u00a0: ${inARow(words)}.`}</Fr>
    </p>
  );
};
