import { type FormEvent, useId, useState } from 'react';
import { Button } from '../design/button';
import { Fr } from '../design/typeset';
import { frCommittee } from '../fr-committee';

const text = frCommittee.empty;

export interface NewPlan {
  name: string;
  from: string;
  until: string;
}

/** No plan yet: the three steps, and the first of them for who may take it. */
export const EmptyPlan = ({
  busy,
  onDraft,
}: {
  busy: boolean;
  onDraft: ((plan: NewPlan) => void) | null;
}) => {
  const id = useId();
  const [plan, setPlan] = useState<NewPlan>({ name: '', from: '', until: '' });
  const whole = plan.name.trim() !== '' && plan.from !== '' && plan.until > plan.from;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) onDraft?.({ ...plan, name: plan.name.trim() });
  };
  return (
    <section className="state plan-empty">
      <h2>{text.title}</h2>
      <p>
        <Fr>{text.text}</Fr>
      </p>
      <ol>
        {text.steps.map((step) => (
          <li key={step}>
            <Fr>{step.replace(' :', '\u00a0:')}</Fr>
          </li>
        ))}
      </ol>
      {onDraft ? (
        <form className="sheet-fields" noValidate onSubmit={submit}>
          <div className="field">
            <label htmlFor={`${id}-name`}>{text.name}</label>
            <input
              id={`${id}-name`}
              maxLength={80}
              value={plan.name}
              onChange={(event) => setPlan({ ...plan, name: event.target.value })}
            />
          </div>
          <div className="field">
            <label htmlFor={`${id}-from`}>{text.from}</label>
            <input
              id={`${id}-from`}
              type="date"
              value={plan.from}
              onChange={(event) => setPlan({ ...plan, from: event.target.value })}
            />
          </div>
          <div className="field">
            <label htmlFor={`${id}-until`}>{text.until}</label>
            <input
              id={`${id}-until`}
              type="date"
              value={plan.until}
              onChange={(event) => setPlan({ ...plan, until: event.target.value })}
            />
          </div>
          <Button kind="primary" type="submit" busy={busy} unavailable={whole ? null : text.need}>
            {text.act}
          </Button>
        </form>
      ) : (
        <p>{text.wait}</p>
      )}
    </section>
  );
};
