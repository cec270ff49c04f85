import { useState } from 'react';
import { type Problem, remove, send } from '../api/http';
import type { Explanation, Member, PinnedPair, Plan, Scenario, Trial } from '../api/plan';
import { useTell } from '../design/toasts';
import { frCommittee } from '../fr-committee';
import { frPlan } from '../fr-plan';
import { nameOf } from './employer-words';
import type { NewPlan } from './empty-plan';
import type { Decided } from './pin-sheet';

export interface PlanActs {
  busy: boolean;
  draft: (plan: NewPlan) => Promise<Plan | null>;
  allocate: () => Promise<boolean>;
  save: (name: string, trial: Trial) => Promise<Scenario | null>;
  comment: (scenario: Scenario, text: string) => Promise<boolean>;
  retain: (scenario: Scenario) => Promise<boolean>;
  decide: (kind: PinnedPair['kind'], explanation: Explanation, decided: Decided) => Promise<boolean>;
  undecide: (pin: PinnedPair) => Promise<boolean>;
  submit: () => Promise<boolean>;
  record: (member: Member | null, inFavour: boolean, remark: string) => Promise<boolean>;
  adopt: () => Promise<boolean>;
}

/** What the committee does with a plan. A refusal is told in its own words; either way the page asks again. */
export const usePlanActs = (plan: Plan | null, again: () => Promise<void>): PlanActs => {
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const here = `/v1/plans/${plan?.planId}`;

  const act = async <T>(done: (answer: T) => string, asked: () => Promise<T>): Promise<T | null> => {
    setBusy(true);
    try {
      const answer = await asked();
      tell({ tone: 'ok', text: done(answer) });
      return answer;
    } catch (error) {
      tell({ tone: 'bad', text: (error as Problem).sentence });
      return null;
    } finally {
      await again();
      setBusy(false);
    }
  };
  const went = async <T>(done: (answer: T) => string, asked: () => Promise<T>): Promise<boolean> =>
    (await act(done, asked)) !== null;

  return {
    busy,
    draft: (wanted) =>
      act(
        ({ name }: Plan) => frCommittee.empty.drafted(name),
        () => send<Plan>('/v1/plans', wanted),
      ),
    allocate: () =>
      went(
        ({ assigned }: Plan) => frCommittee.acts.allocated(assigned),
        () => send<Plan>(`${here}/allocate`, {}),
      ),
    save: (name, { compareTo: _, ...trial }) =>
      act(
        () => frCommittee.acts.saved(name),
        () => send<Scenario>(`${here}/scenarios`, { name, ...trial }),
      ),
    comment: ({ scenarioId }, text) =>
      went(
        () => frCommittee.voices.commented,
        () => send<object>(`${here}/scenarios/${scenarioId}/comments`, { text }),
      ),
    retain: ({ scenarioId }) =>
      went(
        () => frCommittee.acts.retained,
        () => send<object>(`${here}/scenarios/${scenarioId}/retain`, {}),
      ),
    decide: (kind, { employer }, decided) =>
      went(
        () => frPlan.why.done(kind, nameOf(employer)),
        () => send<object>(`${here}/pins`, { employerId: employer.employerId, kind, ...decided }),
      ),
    undecide: ({ pinId, employer }) =>
      went(
        () => frPlan.why.removed(nameOf(employer)),
        async () => {
          await remove(`${here}/pins/${pinId}`);
          return {};
        },
      ),
    submit: () =>
      went(
        () => frCommittee.acts.submitted,
        () => send<Plan>(`${here}/submit`, {}),
      ),
    record: (member, inFavour, remark) =>
      went(
        () => frCommittee.voices.recorded(member?.partnerName ?? frCommittee.voices.us),
        () =>
          send<Plan>(`${here}/voices`, {
            ...(member && { partnerId: member.partnerId }),
            inFavour,
            ...(remark && { remark }),
          }),
      ),
    adopt: () =>
      went(
        ({ name }: Plan) => frCommittee.acts.adopted(name),
        () => send<Plan>(`${here}/adopt`, {}),
      ),
  };
};
