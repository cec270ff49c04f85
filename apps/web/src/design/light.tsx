import {
  Check,
  CircleCheck,
  CircleHelp,
  CirclePause,
  type LucideIcon,
  OctagonX,
  Pause,
  X,
} from 'lucide-react';
import type { Colour } from '../api/worklist';
import { longDay, typeset } from '../format';
import { fr } from '../fr';
import { Fr } from './typeset';

export interface LightSays {
  colour: Colour;
  reason: string;
  nextFreeDate: string | null;
}

const SIGN: Record<Colour, { icon: LucideIcon; bare: LucideIcon; tone: string }> = {
  GREEN: { icon: CircleCheck, bare: Check, tone: 'ok' },
  AMBER: { icon: CirclePause, bare: Pause, tone: 'warn' },
  RED: { icon: OctagonX, bare: X, tone: 'bad' },
  UNKNOWN: { icon: CircleHelp, bare: CircleHelp, tone: 'unknown' },
};

/** Words and colour say the same; what ends on a known day says which. */
const words = ({ colour, nextFreeDate }: LightSays, said: Record<Colour, string>): string => {
  if (nextFreeDate === null || colour === 'GREEN' || colour === 'UNKNOWN') return said[colour];
  return fr.light.before(colour === 'AMBER' ? fr.light.avoid : said[colour], longDay(nextFreeDate));
};

/** A reason that begins with the answer goes on from there. */
const withoutEcho = (answer: string, reason: string): string => {
  const said = typeset(reason);
  const rest = said.startsWith(`${answer}\u00a0: `) ? said.slice(answer.length + 3) : said;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
};

/** Shape, word and colour in one label. The reason stands near it. */
export const LightLabel = ({ light }: { light: LightSays }) => {
  const { icon: Icon, tone } = SIGN[light.colour];
  return (
    <span className={`light light-${tone}`}>
      <Icon aria-hidden="true" />
      <Fr>{words(light, fr.light.label)}</Fr>
    </span>
  );
};

/** The whole answer: may one go, why, and when next. */
export const LightBanner = ({ light, level = 2 }: { light: LightSays; level?: 2 | 3 }) => {
  const { bare: Icon, tone } = SIGN[light.colour];
  const answer = words(light, fr.light.answer);
  const Title = level === 2 ? 'h2' : 'h3';
  return (
    <section className={`light-banner light-${tone}`}>
      <span className="light-disc" aria-hidden="true">
        <Icon />
      </span>
      <div>
        <Title>
          <Fr>{answer}</Fr>
        </Title>
        <p>
          <Fr>{withoutEcho(answer, light.reason)}</Fr>
        </p>
        {light.nextFreeDate && light.colour !== 'GREEN' && (
          <p>
            <Fr>{fr.light.nextFree}</Fr> <b>{<Fr>{longDay(light.nextFreeDate)}</Fr>}</b>
          </p>
        )}
      </div>
    </section>
  );
};
