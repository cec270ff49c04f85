import { Ban, Lock } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useAsked } from '../api/http';
import type { Board, ExplainedOption, Explanation, PinnedPair } from '../api/plan';
import { Button } from '../design/button';
import { DataTable } from '../design/data-table';
import { Panel } from '../design/panel';
import { readSiret, SiretField } from '../design/siret-field';
import { Skeleton } from '../design/states';
import { Fr } from '../design/typeset';
import { signed, siret as spaced, typeset } from '../format';
import { frPlan, points, pricePoints } from '../fr-plan';
import { Decisions } from './decisions';
import { nameOf, placeOf } from './employer-words';
import { ValueBars } from './value-bars';

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

const Terms = ({ option }: { option: ExplainedOption }) => (
  <dl className="terms figure">
    {option.terms
      .filter(({ posts: value }) => points(value) !== points(0))
      .map(({ term, words, posts: value }) => (
        <div key={term}>
          <dt>
            <Fr>{typeset(words)}</Fr>
          </dt>
          <dd>{signed(value * 100, 1)}</dd>
        </div>
      ))}
    <div className="terms-total">
      <dt>{text.termsOf(option.unitName)}</dt>
      <dd>{points(option.value)}</dd>
    </div>
  </dl>
);

const Answer = ({
  explanation,
  steers,
  onPin,
}: Pick<WhyPanelProps, 'steers' | 'onPin'> & { explanation: Explanation }) => {
  const { chosen, options, heldBy, excluded, whatWouldChange, reason, sentence, employer } = explanation;
  const shown = options.find(({ unitId }) => unitId === chosen) ?? options[0];
  return (
    <>
      <p className="why-employer">
        <b>{nameOf(employer)}</b> <span className="caption">{placeOf(employer)}</span>
      </p>
      <p className="why-sentence">
        <Fr>{typeset(sentence)}</Fr>
      </p>
      {!chosen && (
        <p className="caption">{[text.nobody, reason && text.because(reason)].filter(Boolean).join(', ')}.</p>
      )}
      {heldBy && <p className="caption">{<Fr>{typeset(text.heldBy[heldBy])}</Fr>}</p>}
      {options.length > 0 && <ValueBars explanation={explanation} />}
      {excluded.length > 0 && (
        <details className="excluded">
          <summary>{text.excluded}</summary>
          <ul>
            {excluded.map(({ unitName, because }) => (
              <li key={unitName + because}>
                <Fr>{typeset(`${unitName} : ${because}`)}</Fr>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="why-foot">
        {shown && <Terms option={shown} />}
        <div>
          {whatWouldChange && (
            <>
              <h3>{text.change}</h3>
              <p>
                <Fr>{typeset(whatWouldChange)}</Fr>
              </p>
            </>
          )}
          {steers && options.length > 0 && (
            <p className="acts">
              <Button icon={Lock} onClick={() => onPin({ kind: 'PIN', explanation })}>
                {text.pin}
              </Button>
              <Button icon={Ban} onClick={() => onPin({ kind: 'FORBID', explanation })}>
                {text.forbid}
              </Button>
            </p>
          )}
        </div>
      </div>
    </>
  );
};

const Twin = ({ explanation }: { explanation: Explanation }) => (
  <DataTable
    caption={text.title}
    columns={text.columns}
    rows={explanation.options.map(({ unitId, unitName, value, price, net }, index) => ({
      key: unitId ?? `${unitName}-${index}`,
      cells: [
        {
          shown: unitId !== null && unitId === explanation.chosen ? `${unitName}, ${text.chosen}` : unitName,
          by: unitName,
        },
        { shown: points(value), by: value },
        { shown: pricePoints({ value, net }), by: price },
        { shown: points(net), by: net },
      ],
    }))}
  />
);

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
      table={data && data.options.length > 0 ? <Twin explanation={data} /> : undefined}
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
        {data && !problem && <Answer explanation={data} steers={steers} onPin={onPin} />}
      </div>
      <Decisions pins={board.pins} onRemove={steers ? onRemove : null} />
    </Panel>
  );
};
