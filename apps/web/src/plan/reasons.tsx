import type { ReactNode } from 'react';
import type { ExplainedOption, Explanation } from '../api/plan';
import { DataTable } from '../design/data-table';
import { Fr } from '../design/typeset';
import { signed, typeset } from '../format';
import { frPlan, points, pricePoints } from '../fr-plan';
import { nameOf, placeOf } from './employer-words';
import { ValueBars } from './value-bars';

const text = frPlan.why;

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

/** A decision in numbers and in a sentence: bars, terms, what would change it; what may be done comes last. */
export const Reasons = ({ explanation, acts }: { explanation: Explanation; acts?: ReactNode }) => {
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
          {options.length > 0 && acts}
        </div>
      </div>
    </>
  );
};

/** The same numbers, to sort and to copy. */
export const ReasonsTwin = ({ explanation }: { explanation: Explanation }) => (
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
