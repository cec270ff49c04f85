import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import { type Prospect, RELEASE_REASONS, type ReleaseReason } from '../api/worklist';
import { Button } from '../design/button';
import { Drawer } from '../design/drawer';
import { Fr } from '../design/typeset';
import { fr } from '../fr';
import { nameOf } from './prospect-words';
import type { Giving } from './worklist-acts';

interface GiveUpSheetProps {
  prospect: Prospect;
  onGiveUp: (giving: Giving) => void;
  onClose: () => void;
}

/** Why not me: one reason of BR-33, and a few words only for "other". */
export const GiveUpSheet = ({ prospect, onGiveUp, onClose }: GiveUpSheetProps) => {
  const [reason, setReason] = useState<ReleaseReason | null>(null);
  const [text, setText] = useState('');
  const name = useId();
  const missing =
    reason === null
      ? fr.giveUp.chooseReason
      : reason === 'OTHER' && text.trim() === ''
        ? fr.giveUp.sayWhy
        : null;

  return (
    <Drawer
      title={prospect.leaseId ? fr.giveUp.release : fr.giveUp.decline}
      shape="sheet"
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          size="phone"
          unavailable={missing}
          onClick={() => reason && onGiveUp({ reason, text: text.trim() })}
        >
          {prospect.leaseId ? fr.worklist.giveBack : fr.giveUp.confirm}
        </Button>
      }
    >
      <p className="give-up-intro">
        <Fr>{fr.giveUp.intro(nameOf(prospect))}</Fr>
      </p>
      <fieldset className="choices">
        <legend className="unseen">{fr.giveUp.legend}</legend>
        {RELEASE_REASONS.map((code) => (
          <label key={code} className="choice">
            <input type="radio" name={name} checked={reason === code} onChange={() => setReason(code)} />
            <span>
              <Fr>{fr.releaseReasons[code]}</Fr>
            </span>
            <Check aria-hidden="true" />
          </label>
        ))}
      </fieldset>
      {reason === 'OTHER' && (
        <div className="field">
          <label htmlFor={`${name}-text`}>{fr.giveUp.text}</label>
          <textarea
            id={`${name}-text`}
            rows={2}
            maxLength={200}
            value={text}
            aria-describedby={`${name}-help`}
            onChange={(event) => setText(event.target.value)}
          />
          <p id={`${name}-help`} className="field-help">
            {fr.giveUp.textHelp}
          </p>
        </div>
      )}
      {reason === 'EMPLOYER_REFUSED' && <p className="give-up-intro">{fr.giveUp.optOutHint}</p>}
    </Drawer>
  );
};
