import { Calculator } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { Freshness } from '../api/dashboard';
import { useAsked } from '../api/http';
import type { Plan, Scenario } from '../api/plan';
import { Button } from '../design/button';
import { Empty, Failure, Skeleton } from '../design/states';
import { frCommittee } from '../fr-committee';
import { frPlan } from '../fr-plan';
import { steersPlans, useSignedIn } from '../session';
import { Announced } from './announced';
import { DiffPanel } from './diff-panel';
import { Drifted } from './drifted';
import { MatrixPanel } from './matrix-panel';
import { PlanBadge, SaveButton } from './plan-head';
import { PlanSentence } from './plan-sentence';
import { PlanSheets, type Sheet } from './plan-sheets';
import { RulesPanel } from './rules-panel';
import { useBoard } from './use-board';
import type { PlanActs } from './use-plan-acts';
import { VoicesPanel } from './voices-panel';
import { WhyPanel } from './why-panel';

interface PlanDeskProps {
  plan: Plan;
  scenario: Scenario | null;
  compareTo: string | null;
  siret: string | null;
  acts: PlanActs;
  head: ReactNode;
  onScenario: (scenarioId: string | null) => void;
  onEmployer: (siret: string) => void;
}

const NotAllocated = ({ steers, acts }: { steers: boolean; acts: PlanActs }) => (
  <Empty
    title={frCommittee.empty.notAllocated}
    action={
      steers ? (
        <Button kind="primary" icon={Calculator} busy={acts.busy} onClick={() => void acts.allocate()}>
          {frCommittee.acts.allocate}
        </Button>
      ) : undefined
    }
  >
    {steers ? frCommittee.empty.notAllocatedText : frCommittee.empty.notAllocatedWait}
  </Empty>
);

/** One plan on the committee's table. */
export const PlanDesk = ({
  plan,
  scenario,
  compareTo,
  siret,
  acts,
  head,
  onScenario,
  onEmployer,
}: PlanDeskProps) => {
  const session = useSignedIn();
  const steers = steersPlans(session);
  const view = useBoard(plan, scenario, compareTo);
  const heard = useAsked<{ asOf: string; freshness: Freshness[] }>('/v1/freshness');
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const why = useRef<HTMLDivElement>(null);
  const { board, reference, rules, diff } = view;
  const working = plan.state === 'DRAFT' || plan.state === 'SUBMITTED';
  const note = !working ? frPlan.rules.settled : steers ? null : frPlan.rules.tryOnly;

  const askWhy = (employer: string) => {
    onEmployer(employer);
    why.current?.scrollIntoView({ block: 'nearest' });
  };
  const then = async (went: Promise<boolean>) => {
    if (await went) {
      setSheet(null);
      await view.again();
    }
  };

  const retain = async (chosen: Scenario) => {
    if (!(await acts.retain(chosen))) return;
    onScenario(null);
    await view.again();
  };

  return (
    <>
      <div className="plan-head">
        {head}
        {board && <PlanBadge board={board} busy={view.busy} stale={view.stale} />}
        {board && steers && plan.state === 'DRAFT' && (
          <SaveButton tried={view.tried} onSave={() => setSheet({ kind: 'save' })} />
        )}
      </div>
      {!plan.inputsHash && <NotAllocated steers={steers} acts={acts} />}
      {plan.inputsHash && view.problem && !board && (
        <Failure problem={view.problem} again={() => void view.again()} />
      )}
      {plan.inputsHash && !board && !view.problem && <Skeleton shape="overview" />}
      {board && rules && (
        <>
          <PlanSentence
            board={board}
            reference={reference}
            diff={diff}
            scenario={view.tried ? null : scenario}
          />
          {view.drift && <Drifted drift={view.drift} />}
          {scenario?.stale && <p className="badge badge-warn">{frPlan.staleScenario}</p>}
          <Announced board={board} reference={reference} diff={diff} tried={view.tried} busy={view.busy} />
          <div className={`plan-desk ${view.busy || view.stale ? 'plan-behind' : ''}`}>
            <RulesPanel
              board={board}
              reference={reference}
              rules={rules}
              tried={view.tried}
              open={working}
              note={note}
              onTry={view.tryRules}
              onReset={view.reset}
            />
            <MatrixPanel board={board} reference={reference} freshness={heard.data?.freshness ?? []} />
            <DiffPanel diff={diff} onWhy={askWhy} />
            <div ref={why} className="plan-why-place">
              <WhyPanel
                board={board}
                scenarioId={scenario?.scenarioId ?? null}
                siret={siret}
                steers={steers && plan.state === 'DRAFT'}
                onAsk={onEmployer}
                onPin={(pinning) => setSheet({ kind: 'pin', pinning })}
                onRemove={(pin) => void then(acts.undecide(pin))}
              />
            </div>
            <VoicesPanel
              plan={plan}
              board={board}
              scenario={scenario}
              acts={{
                steers,
                speaks: !steers && session.person.roles.includes('UNIT_MANAGER'),
                busy: acts.busy,
                onRecord: (member) => setSheet({ kind: 'voice', member }),
                onComment: () => setSheet({ kind: 'comment' }),
                onSubmit: () => void then(acts.submit()),
                onRetain: () => scenario && void retain(scenario),
                onAdopt: () => setSheet({ kind: 'adopt' }),
              }}
            />
          </div>
          <PlanSheets
            sheet={sheet}
            plan={plan}
            board={board}
            scenario={scenario}
            trial={view.trial}
            today={(heard.data?.asOf ?? new Date().toISOString()).slice(0, 10)}
            acts={acts}
            then={then}
            onSaved={onScenario}
            onClose={() => setSheet(null)}
          />
        </>
      )}
    </>
  );
};
