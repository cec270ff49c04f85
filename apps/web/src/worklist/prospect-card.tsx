import { Phone } from 'lucide-react';
import { useId } from 'react';
import type { Prospect } from '../api/worklist';
import { Button } from '../design/button';
import { LightLabel } from '../design/light';
import { Fr } from '../design/typeset';
import { typeset } from '../format';
import { fr } from '../fr';
import { Link } from '../router';
import { Because, Deadline, LastContact, nameOf, placeOf, Since } from './prospect-words';

interface CardProps {
  prospect: Prospect;
  now: string;
  busy: boolean;
  onClaim: () => void;
  onGiveUp: () => void;
}

/** The acts of a prospect, as large as a thumb. */
export const ProspectActs = ({ prospect, busy, onClaim, onGiveUp }: Omit<CardProps, 'now'>) => {
  if (prospect.state === 'CLOSED') return null;
  const named = <span className="unseen"> : {nameOf(prospect)}</span>;
  return (
    <div className="card-acts">
      {prospect.state === 'TO_TAKE' ? (
        <Button kind="primary" size="phone" busy={busy} onClick={onClaim}>
          {fr.worklist.take}
          {named}
        </Button>
      ) : (
        <Link href={`/compte-rendu?lead=${prospect.leadId}`} className="button button-primary button-phone">
          {fr.places.report}
          {named}
        </Link>
      )}
      <Button size="phone" onClick={onGiveUp}>
        {prospect.leaseId ? fr.worklist.giveBack : fr.worklist.notMe}
        {named}
      </Button>
      {prospect.employer.phone && (
        <a
          href={`tel:${prospect.employer.phone}`}
          className="button button-second button-phone call"
          aria-label={fr.worklist.call(nameOf(prospect))}
        >
          <Phone aria-hidden="true" />
        </a>
      )}
    </div>
  );
};

/** One prospect, one decision. */
export const ProspectCard = ({ prospect, now, ...acts }: CardProps) => {
  const title = useId();
  const until = prospect.state === 'IN_PROGRESS' ? prospect.leaseUntil : prospect.respondBy;
  return (
    <article className="card" aria-labelledby={title}>
      <header className="card-head">
        <h2 id={title} tabIndex={-1}>
          <Link href={`/ma-liste/${prospect.leadId}`}>{nameOf(prospect)}</Link>
        </h2>
        {prospect.state !== 'CLOSED' && <LightLabel light={prospect.light} />}
      </header>
      <p className="card-place">
        <Fr>{placeOf(prospect)}</Fr>
      </p>
      {prospect.recontact && (
        <p className="tag">
          <Fr>{fr.worklist.recontact(prospect.recontact.positions, prospect.recontact.callOnly)}</Fr>
        </p>
      )}
      <Because prospect={prospect} />
      {prospect.state !== 'CLOSED' && prospect.light.colour !== 'GREEN' && (
        <p className="card-reason">
          <Fr>{typeset(prospect.light.reason)}</Fr>
        </p>
      )}
      <LastContact prospect={prospect} now={now} />
      <Since prospect={prospect} now={now} />
      {prospect.state !== 'CLOSED' && until && (
        <Deadline until={until} now={now} commune={prospect.employer.communeCode} />
      )}
      <ProspectActs prospect={prospect} {...acts} />
    </article>
  );
};
