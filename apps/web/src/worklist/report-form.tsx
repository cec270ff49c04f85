import { CircleCheck, CircleX, DoorClosed, RotateCcw } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../design/button';
import { Choice } from '../design/segmented';
import { Fr } from '../design/typeset';
import { fr } from '../fr';
import { type Draft, gapsOf } from './report';
import { useReporting } from './reporting';

const OUTCOMES = [
  { value: 'MET', label: fr.report.outcomes.MET, icon: CircleCheck },
  { value: 'LATER', label: fr.report.outcomes.LATER, icon: RotateCcw },
  { value: 'NOBODY', label: fr.report.outcomes.NOBODY, icon: DoorClosed },
  { value: 'CANCELLED', label: fr.report.outcomes.CANCELLED, icon: CircleX },
] as const;
const DAYS = [
  { value: 'TODAY', label: fr.report.days.TODAY },
  { value: 'YESTERDAY', label: fr.report.days.YESTERDAY },
  { value: 'OTHER', label: fr.report.days.OTHER },
] as const;
const CHANNELS = [
  { value: 'VISIT', label: fr.report.channels.VISIT },
  { value: 'CALL', label: fr.report.channels.CALL },
  { value: 'MAIL', label: fr.report.channels.MAIL },
] as const;
const INITIATIVES = [
  { value: 'PARTNER', label: fr.report.initiatives.PARTNER },
  { value: 'EMPLOYER', label: fr.report.initiatives.EMPLOYER },
  { value: 'OFFER_FOLLOW_UP', label: fr.report.initiatives.OFFER_FOLLOW_UP },
] as const;

const DayField = (props: {
  label: string;
  value: string;
  error?: string | null;
  onChange: (day: string) => void;
}) => {
  const id = useId();
  return (
    <div className={`field ${props.error ? 'field-wrong' : ''}`}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="date"
        value={props.value}
        aria-invalid={Boolean(props.error)}
        aria-describedby={props.error ? `${id}-error` : undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.error && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {props.error}
        </p>
      )}
    </div>
  );
};

interface ReportFormProps {
  about: { siret: string; name: string };
  /** The service's time when the page was asked for. */
  asOf: string;
}

export const ReportForm = ({ about, asOf }: ReportFormProps) => {
  const { busy, refusal, submit: send } = useReporting(about.name, asOf);
  const [tried, setTried] = useState(false);
  const [draft, setDraft] = useState<Draft>({
    siret: about.siret,
    outcome: null,
    day: 'TODAY',
    otherDay: '',
    channel: 'VISIT',
    initiative: 'PARTNER',
    notBefore: '',
  });
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const gaps = tried ? gapsOf(draft, asOf) : {};
  const gap = (field: keyof typeof gaps): string | null => {
    const what = gaps[field];
    return what ? (fr.report.gaps[field][what] ?? null) : null;
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(gapsOf(draft, asOf)).length === 0) void send(draft);
  };

  return (
    <form className="cards report" noValidate onSubmit={submit}>
      <Choice
        legend={fr.report.outcome}
        shape="tiles"
        options={OUTCOMES}
        value={draft.outcome}
        error={gap('outcome')}
        onChange={(outcome) => change({ outcome })}
      />
      {draft.outcome === 'LATER' && (
        <DayField
          label={fr.report.notBefore}
          value={draft.notBefore}
          error={gap('notBefore')}
          onChange={(notBefore) => change({ notBefore })}
        />
      )}
      <Choice
        legend={fr.report.when}
        shape="row"
        options={DAYS}
        value={draft.day}
        onChange={(day) => change({ day })}
      />
      {draft.day === 'OTHER' && (
        <DayField
          label={fr.report.otherDay}
          value={draft.otherDay}
          error={gap('otherDay')}
          onChange={(otherDay) => change({ otherDay })}
        />
      )}
      <Choice
        legend={fr.report.how}
        shape="row"
        options={CHANNELS}
        value={draft.channel}
        onChange={(channel) => change({ channel })}
      />
      <Choice
        legend={fr.report.whose}
        shape="row"
        options={INITIATIVES}
        value={draft.initiative}
        onChange={(initiative) => change({ initiative })}
      />
      {draft.initiative === 'EMPLOYER' && <p className="hint">{fr.report.employerHint}</p>}
      {refusal && (
        <p className="refusal" role="alert">
          <Fr>{refusal}</Fr>
        </p>
      )}
      <div className="action-bar">
        <Button kind="primary" size="phone" type="submit" busy={busy}>
          {fr.report.save}
        </Button>
      </div>
    </form>
  );
};
