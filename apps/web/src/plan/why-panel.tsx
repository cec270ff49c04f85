import { Ban, Lock } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useAsked } from '../api/http';
import type { Board, Explanation, PinnedPair } from '../api/plan';
import { Button } from '../design/button';
import { Panel } from '../design/panel';
import { readSiret, SiretField } from '../design/siret-field';
import { Skeleton } from '../design/states';
import { Fr } from '../design/typeset';
import { siret as spaced } from '../format';
import { frPlan } from '../fr-plan';
import { Decisions } from './decisions';
import { Reasons, ReasonsTwin } from './reasons';

const text = frPlan.why;

export interface Pinning {
  kind: PinnedPair['kind'];
  explanation: Explanation;
}

interface WhyPanelProps {
  board: Board;
  scenarioId: string | null;
  siret: string | null;
  /** The committee steers: it may pin and forbid. */
  steers: boolean;
  onAsk: (siret: string) => void;
  onPin: (pinning: Pinning) => void;
  onRemove: (pin: PinnedPair) => void;
}

/** Why one employer goes where it goes, in numbers and in a sentence, and what the committee may decide instead. */
export const WhyPanel = ({ board, scenarioId, siret, steers, onAsk, onPin, onRemove }: WhyPanelProps) => {
  const [typed, setTyped] = useState(spaced(siret ?? ''));
  const [error, setError] = useState<string | null>(null);
  // The same employer under a newer plan is another question.
  const asked = useAsked<Explanation>(
    siret &&
      `/v1/plans/${board.planId}/explanations?siret=${siret}${scenarioId ? `&scenarioId=${scenarioId}` : ''}`,
  );
  const { data, problem, again } = asked;
  useEffect(() => {
    setTyped(spaced(siret ?? ''));
    setError(null);
  }, [siret]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a recomputed plan or another pin changes the answer.
  useEffect(() => {
    if (data) void again();
  }, [board.version, board.pins]);

  const acts = steers && data && (
    <p className="acts">
      <Button icon={Lock} onClick={() => onPin({ kind: 'PIN', explanation: data })}>
        {text.pin}
      </Button>
      <Button icon={Ban} onClick={() => onPin({ kind: 'FORBID', explanation: data })}>
        {text.forbid}
      </Button>
    </p>
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readSiret(typed);
    setError(read.error);
    if (read.siret === siret) void again();
    else if (read.siret !== null) onAsk(read.siret);
  };

  return (
    <Panel
      id="pourquoi"
      title={text.title}
      className="plan-why"
      table={data && data.options.length > 0 ? <ReasonsTwin explanation={data} /> : undefined}
    >
      <form className="why-ask" noValidate onSubmit={submit}>
        <SiretField value={typed} error={error} onChange={setTyped} />
        <Button type="submit">{text.find}</Button>
      </form>
      <div aria-live="polite">
        {siret && !data && !problem && <Skeleton shape="lines" />}
        {problem && (
          <p className="refusal" role="alert">
            <Fr>{problem.sentence}</Fr>
          </p>
        )}
        {!siret && <p className="none">{text.ask}</p>}
        {data && !problem && <Reasons explanation={data} acts={acts} />}
      </div>
      <Decisions pins={board.pins} onRemove={steers ? onRemove : null} />
    </Panel>
  );
};
