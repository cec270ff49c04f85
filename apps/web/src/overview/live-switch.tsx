import { CirclePause, CirclePlay } from 'lucide-react';
import type { Live } from '../api/live';
import { frOverview } from '../fr-overview';

/** Live, every 30 seconds, or paused: said in words, changed by the same button. */
export const LiveSwitch = ({ live }: { live: Live }) => {
  const Icon = live.state === 'off' ? CirclePlay : CirclePause;
  return (
    <button
      type="button"
      className={`pill live-switch live-${live.state}`}
      aria-label={live.state === 'off' ? frOverview.live.resume : frOverview.live.pause}
      onClick={live.swap}
    >
      <span className="live-dot" aria-hidden="true" />
      <span aria-hidden="true">{frOverview.live[live.state]}</span>
      <Icon aria-hidden="true" />
    </button>
  );
};
