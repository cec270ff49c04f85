import { useId, useState } from 'react';
import { Button } from '../design/button';
import { Drawer } from '../design/drawer';
import { Choice } from '../design/segmented';
import { frCommittee } from '../fr-committee';

const text = frCommittee.voices;

interface VoiceSheetProps {
  title: string;
  busy: boolean;
  onRecord: (inFavour: boolean, remark: string) => void;
  onClose: () => void;
}

/** What a network said of the plan, as the minutes will have it. */
export const VoiceSheet = ({ title, busy, onRecord, onClose }: VoiceSheetProps) => {
  const [voice, setVoice] = useState<'FOR' | 'AGAINST' | null>(null);
  const [remark, setRemark] = useState('');
  const id = useId();
  return (
    <Drawer
      title={title}
      shape="sheet"
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          busy={busy}
          unavailable={voice === null ? text.need : null}
          onClick={() => onRecord(voice === 'FOR', remark.trim())}
        >
          {text.record}
        </Button>
      }
    >
      <div className="sheet-fields">
        <Choice
          legend={text.choice}
          shape="row"
          options={[
            { value: 'FOR', label: text.inFavour },
            { value: 'AGAINST', label: text.against },
          ]}
          value={voice}
          onChange={setVoice}
        />
        <div className="field">
          <label htmlFor={id}>{text.remark}</label>
          <textarea
            id={id}
            rows={3}
            maxLength={300}
            value={remark}
            aria-describedby={`${id}-help`}
            onChange={(event) => setRemark(event.target.value)}
          />
          <p id={`${id}-help`} className="field-help">
            {text.remarkHelp}
          </p>
        </div>
      </div>
    </Drawer>
  );
};
