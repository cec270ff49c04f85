import './plan.css';
import { useEffect } from 'react';
import { useAsked } from '../api/http';
import type { Plan, Scenario } from '../api/plan';
import { Failure, Skeleton } from '../design/states';
import { frPlan } from '../fr-plan';
import { go, useRoute } from '../router';
import { steersPlans, useSignedIn } from '../session';
import { Shell } from '../shell/shell';
import { EmptyPlan } from './empty-plan';
import { PlanDesk } from './plan-desk';
import { PlanHead } from './plan-head';
import { usePlanActs } from './use-plan-acts';

const KEYS = { plan: 'plan', scenario: 'scenario', compare: 'compare', employer: 'employeur' } as const;

/** Drafts and submitted plans are what a committee meets for; else the plan that runs. */
const ORDER: readonly Plan['state'][] = ['DRAFT', 'SUBMITTED', 'RUNNING', 'ADOPTED', 'CLOSED', 'EVALUATED'];

const firstOf = (plans: readonly Plan[]): Plan | undefined =>
  plans.toSorted(
    (one, other) =>
      ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || other.from.localeCompare(one.from),
  )[0];

/** P5: what a scenario changes and its price; who agrees; why one employer goes there. */
export const PlanPage = () => {
  const session = useSignedIn();
  const { path, search } = useRoute();
  const plans = useAsked<{ items: Plan[] }>('/v1/plans');
  const items = plans.data?.items ?? [];
  const plan = items.find(({ planId }) => planId === search.get(KEYS.plan)) ?? firstOf(items) ?? null;
  const scenarios = useAsked<{ items: Scenario[] }>(
    plan?.inputsHash ? `/v1/plans/${plan.planId}/scenarios` : null,
  );
  const chosen = search.get(KEYS.scenario);
  const whole = useAsked<Scenario>(plan && chosen ? `/v1/plans/${plan.planId}/scenarios/${chosen}` : null);
  const acts = usePlanActs(plan, async () => {
    await Promise.all([plans.again(), scenarios.again(), whole.again()]);
  });
  const steers = steersPlans(session);

  // Adopted, the plan would no longer be the first to show: the address keeps the one that was opened.
  const shown = plan?.planId;
  useEffect(() => {
    if (!shown || search.get(KEYS.plan) === shown) return;
    const next = new URLSearchParams(search);
    next.set(KEYS.plan, shown);
    go(`${path}?${next}`, 'replace');
  }, [shown, path, search]);

  const choose = (key: keyof typeof KEYS, id: string | null) => {
    const next = new URLSearchParams(search);
    if (key === 'plan') for (const name of Object.values(KEYS)) next.delete(name);
    if (id) next.set(KEYS[key], id);
    else next.delete(KEYS[key]);
    const query = next.toString();
    go(query ? `${path}?${query}` : path, 'replace');
  };

  const known = scenarios.data?.items ?? [];
  const scenario = whole.data ?? known.find(({ scenarioId }) => scenarioId === chosen) ?? null;
  const drafted = async (wanted: Parameters<typeof acts.draft>[0]) => {
    const made = await acts.draft(wanted);
    if (made) choose('plan', made.planId);
  };

  return (
    <Shell frame="pilot" title={frPlan.title}>
      <h1 className="page-title">{frPlan.title}</h1>
      {plans.problem && !plans.data && <Failure problem={plans.problem} again={() => void plans.again()} />}
      {!plans.data && !plans.problem && <Skeleton shape="lines" />}
      {plans.data && !plan && (
        <EmptyPlan busy={acts.busy} onDraft={steers ? (wanted) => void drafted(wanted) : null} />
      )}
      {plan && (
        <PlanDesk
          key={plan.planId}
          plan={plan}
          scenario={scenario}
          compareTo={search.get(KEYS.compare)}
          siret={search.get(KEYS.employer)}
          acts={acts}
          head={
            <PlanHead
              plans={items}
              plan={plan}
              scenarios={known}
              scenario={scenario}
              compareTo={search.get(KEYS.compare)}
              onChoose={choose}
            />
          }
          onScenario={(id) => choose('scenario', id)}
          onEmployer={(siret) => choose('employer', siret)}
        />
      )}
    </Shell>
  );
};
