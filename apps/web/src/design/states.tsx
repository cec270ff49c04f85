import { CircleCheck, RotateCcw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '../api/http';
import { fr } from '../fr';
import { Button } from './button';
import { Fr } from './typeset';

/** The final shape in grey; it only appears when the answer takes more than 300 ms. */
export const Skeleton = ({ shape }: { shape: 'cards' | 'overview' | 'lines' }) => (
  <div className={`skeleton skeleton-${shape}`} role="status">
    <span className="unseen">{fr.states.loading}</span>
    {Array.from({ length: shape === 'overview' ? 10 : 4 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: grey blocks have no identity.
      <div key={index} className="bone" />
    ))}
  </div>
);

/** Nothing to show: one sentence, one action at most. */
export const Empty = ({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) => (
  <section className="state">
    <CircleCheck className="state-ok" aria-hidden="true" />
    <h2>{title}</h2>
    <p>{children}</p>
    {action}
  </section>
);

/** What happened, what to do, and the reference to quote. */
export const Failure = ({ problem, again }: { problem: Problem; again: () => void }) => (
  <section className="state" role="alert">
    <TriangleAlert className="state-bad" aria-hidden="true" />
    <h2>{fr.states.failed}</h2>
    <p>
      <Fr>{problem.sentence}</Fr>
    </p>
    <p className="state-row">
      <Button icon={RotateCcw} onClick={again}>
        {fr.acts.tryAgain}
      </Button>
      {problem.reference && <small>{fr.states.reference(problem.reference)}</small>}
    </p>
  </section>
);
