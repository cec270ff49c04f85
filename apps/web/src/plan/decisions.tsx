import type { PinnedPair } from '../api/plan';
import { Button } from '../design/button';
import { Fr } from '../design/typeset';
import { longDay, typeset } from '../format';
import { frPlan } from '../fr-plan';
import { nameOf } from './employer-words';

const text = frPlan.why;

/** What the committee decided over the computation: each with its reason and its end. */
export const Decisions = ({
  pins,
  onRemove,
}: {
  pins: readonly PinnedPair[];
  onRemove: ((pin: PinnedPair) => void) | null;
}) => {
  if (pins.length === 0) return null;
  return (
    <section className="decisions">
      <h3>{text.decisions}</h3>
      <ul>
        {pins.map((pin) => (
          <li key={pin.pinId}>
            <span>
              <b>{pin.kind === 'PIN' ? text.pinned : text.forbidden}</b>
              {`\u00a0: ${nameOf(pin.employer)}, ${pin.unitName}, ${text.until(longDay(pin.until))}`}
              {!pin.counts && ` (${text.notCounting})`}
              <span className="caption">
                {' '}
                <Fr>{typeset(pin.reason)}</Fr>
              </span>
            </span>
            {onRemove && (
              <Button
                kind="quiet"
                aria-label={text.removeNamed(nameOf(pin.employer))}
                onClick={() => onRemove(pin)}
              >
                {text.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
