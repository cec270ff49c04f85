import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Problem, send, useAsked } from '../api/http';
import type { Board, Diff, Drift, Plan, PlanRules, Scenario, Simulated, Trial } from '../api/plan';

/** A slider that is dragged asks once it rests this long. */
const RESTS_MS = 120;

interface Simulation {
  answer: Simulated | null;
  problem: Problem | null;
  busy: boolean;
}

const NOTHING: Simulation = { answer: null, problem: null, busy: false };

/** What the plan would be. An answer that comes after a newer question is thrown away. */
const useSimulation = ({ planId, version }: Plan, trial: Trial | null): Simulation => {
  const [state, setState] = useState(NOTHING);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a newer version of the plan, the same trial is another question.
  useEffect(() => {
    if (trial === null) return setState(NOTHING);
    const gone = new AbortController();
    setState((before) => ({ ...before, busy: true }));
    const timer = window.setTimeout(() => {
      send<Simulated>(`/v1/plans/${planId}/simulate`, trial, undefined, gone.signal).then(
        (answer) => {
          if (!gone.signal.aborted) setState({ answer, problem: null, busy: false });
        },
        (problem: Problem) => {
          if (!gone.signal.aborted) setState((before) => ({ ...before, problem, busy: false }));
        },
      );
    }, RESTS_MS);
    return () => {
      window.clearTimeout(timer);
      gone.abort();
    };
  }, [planId, version, trial]);
  return state;
};

export interface BoardView {
  /** What is shown: the trial's answer, else the scenario or the plan. */
  board: Board | null;
  /** What it is compared to. */
  reference: Board | null;
  diff: Diff | null;
  drift: Drift | null;
  /** The rules at the sliders, which the answer may not have caught up with. */
  rules: PlanRules | null;
  tried: boolean;
  busy: boolean;
  /** The last trial was refused, or got no answer: what is shown is older than the sliders. */
  stale: Problem | null;
  problem: Problem | null;
  trial: Trial | null;
  tryRules: (rules: PlanRules) => void;
  reset: () => void;
  again: () => Promise<void>;
}

const asQuery = (scenario: string | null): string => (scenario ? `?scenarioId=${scenario}` : '');

/** The board of a plan or of one of its scenarios, beside another one, with what is being tried on it. */
export const useBoard = (plan: Plan, scenario: Scenario | null, compareTo: string | null): BoardView => {
  const { planId } = plan;
  const chosen = scenario?.scenarioId ?? null;
  const here = `/v1/plans/${planId}/board`;
  const base = useAsked<Board>(plan.inputsHash ? here + asQuery(chosen) : null);
  const other = useAsked<Board>(plan.inputsHash && compareTo !== chosen ? here + asQuery(compareTo) : null);
  const saved = useAsked<Diff>(
    compareTo !== chosen
      ? `/v1/plans/${planId}/diff?from=${compareTo ?? 'current'}&to=${chosen ?? 'current'}`
      : null,
  );
  const [rules, setRules] = useState<PlanRules | null>(null);
  const trial = useMemo<Trial | null>(
    () =>
      rules && {
        rules,
        ...(scenario && {
          capacities: scenario.capacities,
          pins: scenario.pins,
          forbids: scenario.forbids,
        }),
        ...(compareTo && { compareTo }),
      },
    [rules, scenario, compareTo],
  );
  const { answer, problem, busy } = useSimulation(plan, trial);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another board is another starting point.
  useEffect(() => setRules(null), [planId, chosen]);

  const tryRules = useCallback(
    (next: PlanRules) =>
      setRules(base.data && JSON.stringify(next) === JSON.stringify(base.data.rules) ? null : next),
    [base.data],
  );
  const again = useCallback(async () => {
    await Promise.all([base.again(), other.again(), saved.again()]);
  }, [base.again, other.again, saved.again]);

  return {
    board: answer?.board ?? base.data,
    reference: compareTo === chosen ? base.data : other.data,
    diff: answer?.diff ?? saved.data,
    drift: base.data?.drift ?? null,
    rules: rules ?? base.data?.rules ?? null,
    tried: rules !== null,
    busy,
    stale: problem,
    problem: base.problem,
    trial,
    tryRules,
    reset: () => setRules(null),
    again,
  };
};
