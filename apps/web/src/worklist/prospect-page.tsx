import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useAsked } from '../api/http';
import type { Prospect, Worklist } from '../api/worklist';
import { Button } from '../design/button';
import { LightBanner } from '../design/light';
import { Empty, Failure, Skeleton } from '../design/states';
import { Fr } from '../design/typeset';
import { siret, typeset } from '../format';
import { fr } from '../fr';
import { go, Link } from '../router';
import { Shell } from '../shell/shell';
import { ExtendSheet } from './extend-sheet';
import { GiveUpSheet } from './give-up-sheet';
import { PageHead } from './page-head';
import { ProspectActs } from './prospect-card';
import { Because, Deadline, LastContact, nameOf, placeOf, Since } from './prospect-words';
import { type Giving, useActs } from './worklist-acts';

const EmployerFacts = ({ employer }: { employer: Prospect['employer'] }) => (
  <section className="card">
    <h2>{fr.prospect.employer}</h2>
    <dl className="facts">
      <dt>SIRET</dt>
      <dd className="figure">{siret(employer.siret)}</dd>
      <dt>{fr.prospect.commune}</dt>
      <dd>{employer.communeName}</dd>
      <dt>{fr.prospect.headcount}</dt>
      <dd>{employer.headcountLabel}</dd>
      <dt>{fr.prospect.activity}</dt>
      <dd>
        <Fr>{typeset(employer.nafLabel)}</Fr> <small>{employer.nafCode}</small>
      </dd>
      {employer.segment && (
        <>
          <dt>{fr.prospect.segment}</dt>
          <dd>{fr.segments[employer.segment] ?? employer.segment}</dd>
        </>
      )}
    </dl>
  </section>
);

/** A2: yes or no, why me, what happened before. */
export const ProspectPage = ({ leadId }: { leadId: string }) => {
  const { data, problem, again } = useAsked<Worklist>('/v1/worklist');
  const acts = useActs(again);
  const [sheet, setSheet] = useState<'give-up' | 'extend' | null>(null);
  const prospect = data?.items.find((item) => item.leadId === leadId);

  const giveUp = async (why: Giving) => {
    setSheet(null);
    if (prospect && (await acts.giveUp(prospect, why))) go('/ma-liste');
  };
  const extend = async (kept: Prospect, day: string) => {
    setSheet(null);
    await acts.extend(kept, day);
  };
  const until = prospect && (prospect.state === 'IN_PROGRESS' ? prospect.leaseUntil : prospect.respondBy);

  return (
    <Shell frame="adviser" title={prospect ? nameOf(prospect) : fr.prospect.title} asOf={data?.asOf}>
      <PageHead
        title={prospect ? nameOf(prospect) : fr.prospect.title}
        sub={prospect && placeOf(prospect)}
        back="/ma-liste"
      />
      {problem && <Failure problem={problem} again={() => void again()} />}
      {!data && !problem && <Skeleton shape="cards" />}
      {data && !prospect && (
        <Empty
          title={fr.prospect.gone}
          action={
            <Link href="/ma-liste" className="button button-second button-phone">
              {fr.prospect.backToList}
            </Link>
          }
        >
          {fr.prospect.goneText}
        </Empty>
      )}
      {data && prospect && (
        <div className="cards">
          <LightBanner light={prospect.light} />
          <section className="card">
            <h2>{fr.prospect.why}</h2>
            <Because prospect={prospect} whole />
            <LastContact prospect={prospect} now={data.asOf} />
            <Since prospect={prospect} now={data.asOf} />
            {until && prospect.state !== 'CLOSED' && (
              <Deadline until={until} now={data.asOf} commune={prospect.employer.communeCode} />
            )}
            {prospect.leaseId && prospect.state === 'IN_PROGRESS' && (
              <Button size="phone" icon={CalendarClock} onClick={() => setSheet('extend')}>
                {fr.extend.act}
              </Button>
            )}
          </section>
          <EmployerFacts employer={prospect.employer} />
          {prospect.state !== 'CLOSED' && (
            <div className="action-bar">
              <ProspectActs
                prospect={prospect}
                busy={acts.busy === leadId}
                onClaim={() => void acts.claim(prospect)}
                onGiveUp={() => setSheet('give-up')}
              />
            </div>
          )}
        </div>
      )}
      {sheet === 'give-up' && prospect && (
        <GiveUpSheet
          prospect={prospect}
          onClose={() => setSheet(null)}
          onGiveUp={(why) => void giveUp(why)}
        />
      )}
      {sheet === 'extend' && data && prospect && (
        <ExtendSheet
          prospect={prospect}
          now={data.asOf}
          onExtend={(day) => void extend(prospect, day)}
          onClose={() => setSheet(null)}
        />
      )}
    </Shell>
  );
};
