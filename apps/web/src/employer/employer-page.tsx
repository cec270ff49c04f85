import '../plan/plan.css';
import './employer.css';
import { type FormEvent, useState } from 'react';
import type { Freshness } from '../api/dashboard';
import type { Employer } from '../api/employer';
import { useAsked } from '../api/http';
import { Button } from '../design/button';
import { readSiret, SiretField } from '../design/siret-field';
import { Empty, Failure, Skeleton } from '../design/states';
import { Fr } from '../design/typeset';
import { localDate, siret as spaced, typeset } from '../format';
import { frEmployer } from '../fr-employer';
import { go, useRoute } from '../router';
import { Shell } from '../shell/shell';
import { LeadPanel } from './lead-panel';
import { SourcesPanel } from './sources-panel';

interface AskProps {
  siret: string | null;
  day: string;
  today: string;
}

const Ask = ({ siret, day, today }: AskProps) => {
  const [typed, setTyped] = useState(spaced(siret ?? ''));
  const [on, setOn] = useState(day);
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readSiret(typed);
    setError(read.error);
    if (read.siret === null) return;
    const query = new URLSearchParams({ siret: read.siret, ...(on && on !== today && { le: on }) });
    go(`/employeurs?${query}`);
  };
  return (
    <form className="panel employer-ask" noValidate onSubmit={submit}>
      <SiretField value={typed} error={error} onChange={setTyped} />
      <div className="field">
        <label htmlFor="employer-day">{frEmployer.day}</label>
        <input
          id="employer-day"
          type="date"
          max={today}
          value={on}
          aria-describedby="employer-day-help"
          onChange={(event) => setOn(event.target.value)}
        />
        <p id="employer-day-help" className="field-help">
          <Fr>{typeset(frEmployer.dayHelp)}</Fr>
        </p>
      </div>
      <Button kind="primary" type="submit">
        {frEmployer.find}
      </Button>
    </form>
  );
};

const Identity = ({ employer }: { employer: Employer }) => (
  <header className="employer-head">
    <h2>{employer.publicName ?? spaced(employer.siret)}</h2>
    <p>
      <Fr>
        {typeset(
          [
            employer.communeName,
            employer.headcountLabel,
            employer.nafLabel && `${employer.nafLabel} (${employer.nafCode})`,
            `SIRET ${spaced(employer.siret)}`,
          ]
            .filter(Boolean)
            .join(' · '),
        )}
      </Fr>
    </p>
  </header>
);

/** P7: may one go, who leads, and why; on any day, from that day's own data. */
export const EmployerPage = () => {
  const { search } = useRoute();
  const siret = search.get('siret');
  const heard = useAsked<{ asOf: string; freshness: Freshness[] }>('/v1/freshness');
  const today = localDate(heard.data?.asOf ?? new Date().toISOString());
  const day = search.get('le') ?? today;
  const { data, problem, again } = useAsked<{ items: Employer[] }>(
    siret && `/v1/employers?siret=${encodeURIComponent(siret)}`,
  );
  const employer = data?.items[0];
  return (
    <Shell frame="pilot" title={frEmployer.title} asOf={heard.data?.asOf}>
      <h1 className="page-title">{frEmployer.title}</h1>
      <Ask key={`${siret}-${day}`} siret={siret} day={day} today={today} />
      {!siret && <p className="none">{frEmployer.ask}</p>}
      {siret && !data && !problem && <Skeleton shape="lines" />}
      {problem && <Failure problem={problem} again={() => void again()} />}
      {data && !employer && <Empty title={frEmployer.unknown}>{frEmployer.unknownText}</Empty>}
      {employer && siret && (
        <>
          <Identity employer={employer} />
          <div className="employer-panels">
            <LeadPanel siret={siret} on={day} today={today} />
            <SourcesPanel employer={employer} />
          </div>
        </>
      )}
    </Shell>
  );
};
