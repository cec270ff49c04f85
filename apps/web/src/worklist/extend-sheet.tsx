import { useId, useState } from 'react';
import type { Prospect } from '../api/worklist';
import { Button } from '../design/button';
import { Drawer } from '../design/drawer';
import { Fr } from '../design/typeset';
import { localDate } from '../format';
import { fr } from '../fr';
import { nameOf } from './prospect-words';

interface ExtendSheetProps {
  prospect: Prospect;
  now: string;
  onExtend: (employerAskedFor: string) => void;
  onClose: () => void;
}

/** The employer asked for a later day: one date, and the prospect is kept (BR-29). */
export const ExtendSheet = ({ prospect, now, onExtend, onClose }: ExtendSheetProps) => {
  const [day, setDay] = useState('');
  const id = useId();
  const today = localDate(now);
  return (
    <Drawer
      title={fr.extend.title}
      shape="sheet"
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          size="phone"
          unavailable={day <= today ? fr.extend.need : null}
          onClick={() => onExtend(day)}
        >
          {fr.extend.confirm}
        </Button>
      }
    >
      <p className="give-up-intro">
        <Fr>{fr.extend.intro(nameOf(prospect))}</Fr>
      </p>
      <div className="field">
        <label htmlFor={id}>{fr.extend.day}</label>
        <input id={id} type="date" min={today} value={day} onChange={(event) => setDay(event.target.value)} />
      </div>
    </Drawer>
  );
};
