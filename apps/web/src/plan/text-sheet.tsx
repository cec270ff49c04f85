import { useId, useState } from 'react';
import { Button } from '../design/button';
import { Drawer } from '../design/drawer';
import { Fr } from '../design/typeset';

interface TextSheetProps {
  title: string;
  intro?: string;
  label: string;
  act: string;
  /** Why the act is unavailable while nothing is written. */
  need: string;
  maxLength: number;
  busy: boolean;
  onSay: (text: string) => void;
  onClose: () => void;
}

/** A few words asked for: a scenario's name, a comment. */
export const TextSheet = ({
  title,
  intro,
  label,
  act,
  need,
  maxLength,
  busy,
  onSay,
  onClose,
}: TextSheetProps) => {
  const [text, setText] = useState('');
  const id = useId();
  const said = text.trim();
  return (
    <Drawer
      title={title}
      shape="sheet"
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          busy={busy}
          unavailable={said === '' ? need : null}
          onClick={() => onSay(said)}
        >
          {act}
        </Button>
      }
    >
      {intro && (
        <p className="sheet-intro">
          <Fr>{intro}</Fr>
        </p>
      )}
      <div className="field">
        <label htmlFor={id}>{label}</label>
        {maxLength > 100 ? (
          <textarea
            id={id}
            rows={4}
            maxLength={maxLength}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        ) : (
          <input
            id={id}
            maxLength={maxLength}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </div>
    </Drawer>
  );
};
