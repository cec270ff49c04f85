import { type FormEvent, useState } from 'react';
import { useAsked } from '../api/http';
import type { Prospect, Worklist } from '../api/worklist';
import { Button } from '../design/button';
import { readSiret, SiretField } from '../design/siret-field';
import { Failure, Skeleton } from '../design/states';
import { siret as spaced } from '../format';
import { fr } from '../fr';
import { go, useRoute } from '../router';
import { Shell } from '../shell/shell';
import { PageHead } from './page-head';
import { nameOf } from './prospect-words';
import { ReportForm } from './report-form';

interface About {
  siret: string;
  name: string;
  lead: string | null;
}

const aboutProspect = (prospect: Prospect): About => ({
  siret: prospect.employer.siret,
  name: nameOf(prospect),
  lead: prospect.leadId,
});

/** Which establishment: one of those in hand in one tap, or any SIRET. */
const WhichOne = ({ inHand }: { inHand: Prospect[] }) => {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readSiret(typed);
    setError(read.error);
    if (read.siret !== null) go(`/compte-rendu?siret=${read.siret}`);
  };
  return (
    <div className="cards">
      {inHand.length > 0 && (
        <section className="card">
          <h2>{fr.report.inHand}</h2>
          <ul className="in-hand">
            {inHand.map((prospect) => (
              <li key={prospect.leadId}>
                <Button size="phone" onClick={() => go(`/compte-rendu?lead=${prospect.leadId}`)}>
                  {nameOf(prospect)} <small>{prospect.employer.communeName}</small>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <form className="card ask-siret" noValidate onSubmit={submit}>
        <h2>{inHand.length > 0 ? fr.report.another : fr.report.which}</h2>
        <SiretField value={typed} error={error} onChange={setTyped} />
        <Button kind={inHand.length > 0 ? 'second' : 'primary'} size="phone" type="submit">
          {fr.report.next}
        </Button>
      </form>
    </div>
  );
};

/** A3: four answers, under a minute. */
export const ReportPage = () => {
  const { search } = useRoute();
  const { data, problem, again } = useAsked<Worklist>('/v1/worklist');
  const prospect = data?.items.find((item) => item.leadId === search.get('lead'));
  const typed = search.get('siret');
  const read = typed ? readSiret(typed) : null;
  const about = prospect
    ? aboutProspect(prospect)
    : read?.siret
      ? { siret: read.siret, name: spaced(read.siret), lead: null }
      : null;

  return (
    <Shell frame="adviser" title={fr.places.report}>
      <PageHead
        title={fr.places.report}
        sub={about?.name}
        back={about ? '/ma-liste?boite=en-cours' : undefined}
      />
      {problem && <Failure problem={problem} again={() => void again()} />}
      {!data && !problem && <Skeleton shape="cards" />}
      {data && !about && <WhichOne inHand={data.items.filter((item) => item.state === 'IN_PROGRESS')} />}
      {data && about && <ReportForm key={about.siret} about={about} asOf={data.asOf} />}
    </Shell>
  );
};
