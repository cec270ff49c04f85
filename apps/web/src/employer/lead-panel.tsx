import { CircleCheck, CircleHelp, Flag, TriangleAlert } from 'lucide-react';
import type { Why } from '../api/employer';
import { useAsked } from '../api/http';
import type { MayIGo } from '../api/worklist';
import { LightBanner } from '../design/light';
import { Panel } from '../design/panel';
import { Failure, Skeleton } from '../design/states';
import { Fr } from '../design/typeset';
import { shortDate, typeset } from '../format';
import { frEmployer } from '../fr-employer';
import { Reasons, ReasonsTwin } from '../plan/reasons';
import { Link } from '../router';
import { prospects, useSignedIn } from '../session';

const Replayed = ({ why }: { why: Why }) => {
  const { agrees, inputsIntact } = why;
  if (agrees === null) return <p className="badge">{frEmployer.noPlan}</p>;
  const sound = agrees && inputsIntact !== false;
  const Icon = sound ? CircleCheck : TriangleAlert;
  const words =
    inputsIntact === false ? frEmployer.notIntact : agrees ? frEmployer.agrees : frEmployer.differs;
  return (
    <p className={`badge ${sound ? 'badge-ok' : 'badge-warn'}`}>
      <Icon aria-hidden="true" />
      <Fr>{typeset(words)}</Fr>
    </p>
  );
};

const Leader = ({ why }: { why: Why }) => {
  const Icon = why.partnerName ? Flag : CircleHelp;
  return (
    <section className={`employer-leader ${why.partnerName ? 'employer-led' : ''}`}>
      <Icon aria-hidden="true" />
      <div>
        <h3>
          <Fr>{why.partnerName ? frEmployer.leads(why.partnerName) : frEmployer.nobody}</Fr>
        </h3>
        <p>
          <Fr>{typeset(why.because ?? why.sentence)}</Fr>
        </p>
      </div>
    </section>
  );
};

interface LeadPanelProps {
  siret: string;
  on: string;
  today: string;
}

/** Who leads on that day, replayed; for who prospects, whether its own structure may go today. */
export const LeadPanel = ({ siret, on, today }: LeadPanelProps) => {
  const mayAsk = prospects(useSignedIn()) && on === today;
  const light = useAsked<MayIGo>(mayAsk ? `/v1/can-i-visit?siret=${siret}` : null);
  const { data, problem, again } = useAsked<Why>(`/v1/plans/why?siret=${siret}&on=${on}`);
  const explanation = data?.explanation ?? null;
  return (
    <Panel
      id="chef-de-file"
      title={frEmployer.why}
      sub={frEmployer.on(shortDate(on))}
      table={
        explanation && explanation.options.length > 0 ? <ReasonsTwin explanation={explanation} /> : undefined
      }
    >
      {light.data && <LightBanner light={light.data} level={3} />}
      {!data && !problem && <Skeleton shape="lines" />}
      {problem && <Failure problem={problem} again={() => void again()} />}
      {data && (
        <>
          <Leader why={data} />
          <div className="employer-replay">
            <Replayed why={data} />
            {data.planId && data.planName && (
              <span className="caption">
                <Link href={`/plan?plan=${data.planId}&employeur=${siret}`}>{data.planName}</Link>
                {data.policyVersion !== null && `, ${frEmployer.policy(data.policyVersion)}`}
              </span>
            )}
          </div>
          {data.because && (
            <p className="why-sentence">
              <Fr>{typeset(data.sentence)}</Fr>
            </p>
          )}
          {explanation && <Reasons explanation={explanation} />}
        </>
      )}
    </Panel>
  );
};
