import { CircleCheck, LoaderCircle, Save, TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { Problem } from '../api/http';
import type { Board, Plan, Scenario } from '../api/plan';
import { Button } from '../design/button';
import { Fr } from '../design/typeset';
import { frCommittee } from '../fr-committee';
import { frPlan } from '../fr-plan';

/** The plan itself, among its scenarios. */
const ITSELF = '';

interface PlanHeadProps {
  plans: readonly Plan[];
  plan: Plan;
  scenarios: readonly Scenario[];
  scenario: Scenario | null;
  compareTo: string | null;
  onChoose: (key: 'plan' | 'scenario' | 'compare', id: string | null) => void;
}

const Pick = ({
  label,
  value,
  options,
  onPick,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onPick: (value: string) => void;
}) => {
  const id = useId();
  return (
    <div className="pick">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onPick(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
};

/** Which plan, which of its scenarios, and what it is compared to. */
export const PlanHead = ({ plans, plan, scenarios, scenario, compareTo, onChoose }: PlanHeadProps) => {
  const versions = [
    { value: ITSELF, label: frPlan.current(plan.state, plan.version) },
    ...scenarios.map(({ scenarioId, name }) => ({ value: scenarioId, label: name })),
  ];
  return (
    <div className="picks">
      <Pick
        label={frPlan.of}
        value={plan.planId}
        options={plans.map(({ planId, name }) => ({ value: planId, label: name }))}
        onPick={(id) => onChoose('plan', id)}
      />
      {plan.inputsHash && (
        <>
          <Pick
            label={frPlan.scenario}
            value={scenario?.scenarioId ?? ITSELF}
            options={versions}
            onPick={(id) => onChoose('scenario', id || null)}
          />
          <Pick
            label={frPlan.comparedTo}
            value={compareTo ?? ITSELF}
            options={versions}
            onPick={(id) => onChoose('compare', id || null)}
          />
        </>
      )}
    </div>
  );
};

interface BadgeProps {
  board: Board;
  busy: boolean;
  stale: Problem | null;
}

/** The optimum is proved when the two sides of its certificate are equal, to the last micro-post. */
export const PlanBadge = ({ board, busy, stale }: BadgeProps) => {
  const proved = String(board.certificate.primal) === String(board.certificate.dual);
  if (stale)
    return (
      <p className="badge badge-warn" role="alert">
        <TriangleAlert aria-hidden="true" />
        <Fr>{`${stale.sentence} ${frPlan.stale}`}</Fr>
      </p>
    );
  if (busy)
    return (
      <p className="badge">
        <LoaderCircle className="turning" aria-hidden="true" />
        {frPlan.busy}
      </p>
    );
  const Icon = proved ? CircleCheck : TriangleAlert;
  const words = proved ? frPlan.optimal(board.computedInMs) : frPlan.notProved(board.computedInMs);
  return (
    <p className={`badge figure ${proved ? 'badge-ok' : 'badge-warn'}`}>
      <Icon aria-hidden="true" />
      <Fr>{words}</Fr>
    </p>
  );
};

/** Keeps what is tried under a name. */
export const SaveButton = ({ tried, onSave }: { tried: boolean; onSave: () => void }) => (
  <Button icon={Save} unavailable={tried ? null : frCommittee.acts.nothingTried} onClick={onSave}>
    {frPlan.save}
  </Button>
);
