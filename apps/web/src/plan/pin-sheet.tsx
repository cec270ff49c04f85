import { useId, useState } from 'react';
import { Button } from '../design/button';
import { Drawer } from '../design/drawer';
import { Fr } from '../design/typeset';
import { frPlan } from '../fr-plan';
import { nameOf } from './employer-words';
import type { Pinning } from './why-panel';

const text = frPlan.why;

export interface Decided {
  unitId: string;
  reason: string;
  until: string;
}

interface PinSheetProps {
  pinning: Pinning;
  today: string;
  busy: boolean;
  onDecide: (decided: Decided) => void;
  onClose: () => void;
}

/** The committee decides over the computation: which structure, why, and until when. */
export const PinSheet = ({ pinning, today, busy, onDecide, onClose }: PinSheetProps) => {
  const { kind, explanation } = pinning;
  const { chosen, employer } = explanation;
  const options = explanation.options.flatMap(({ unitId, unitName }) =>
    unitId ? [{ unitId, unitName }] : [],
  );
  const [unitId, setUnitId] = useState(chosen ?? options[0]?.unitId ?? '');
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const id = useId();
  const missing = reason.trim() === '' ? text.needReason : until <= today ? text.needDate : null;
  return (
    <Drawer
      title={kind === 'PIN' ? text.pinTitle : text.forbidTitle}
      shape="sheet"
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          busy={busy}
          unavailable={missing}
          onClick={() => onDecide({ unitId, reason: reason.trim(), until })}
        >
          {kind === 'PIN' ? text.pin : text.forbid}
        </Button>
      }
    >
      <p className="sheet-intro">
        <Fr>{kind === 'PIN' ? text.pinIntro(nameOf(employer)) : text.forbidIntro(nameOf(employer))}</Fr>
      </p>
      <div className="sheet-fields">
        <div className="field">
          <label htmlFor={`${id}-unit`}>{text.structure}</label>
          <select id={`${id}-unit`} value={unitId} onChange={(event) => setUnitId(event.target.value)}>
            {options.map((option) => (
              <option key={option.unitId} value={option.unitId}>
                {option.unitName}
                {option.unitId === chosen ? ` (${text.chosen})` : ''}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-reason`}>{text.reason}</label>
          <textarea
            id={`${id}-reason`}
            rows={2}
            maxLength={200}
            value={reason}
            aria-describedby={`${id}-reason-help`}
            onChange={(event) => setReason(event.target.value)}
          />
          <p id={`${id}-reason-help`} className="field-help">
            {text.reasonHelp}
          </p>
        </div>
        <div className="field">
          <label htmlFor={`${id}-until`}>{text.untilLabel}</label>
          <input
            id={`${id}-until`}
            type="date"
            min={today}
            value={until}
            aria-describedby={`${id}-until-help`}
            onChange={(event) => setUntil(event.target.value)}
          />
          <p id={`${id}-until-help`} className="field-help">
            {text.untilHelp}
          </p>
        </div>
      </div>
    </Drawer>
  );
};
