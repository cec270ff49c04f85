import { Lock } from 'lucide-react';
import { addDays } from '#domain/local-date';
import type { Member, Plan } from '../api/plan';
import { Button } from '../design/button';
import { Drawer } from '../design/drawer';
import { Fr } from '../design/typeset';
import { longDay, shortDate } from '../format';
import { frCommittee } from '../fr-committee';
import { inARow } from './committee';

const text = frCommittee.acts;

interface AdoptSheetProps {
  plan: Plan;
  members: readonly Member[];
  busy: boolean;
  onAdopt: () => void;
  onClose: () => void;
}

/** Says what will happen before it does: leads leave for the advisers' lists, and the plan moves no more. */
export const AdoptSheet = ({ plan, members, busy, onAdopt, onClose }: AdoptSheetProps) => {
  const against = members.filter(({ inFavour }) => inFavour === false).map(({ partnerName }) => partnerName);
  const figures = [plan.assigned, plan.alreadyHeld];
  return (
    <Drawer
      title={<Fr>{text.adoptTitle}</Fr>}
      shape="sheet"
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" icon={Lock} busy={busy} onClick={onAdopt}>
            {text.adopt}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </>
      }
    >
      <p className="sheet-intro">
        <Fr>{text.adoptIntro(plan.name, longDay(plan.from), shortDate(addDays(plan.until, -1)))}</Fr>
      </p>
      <ul className="adopt-what">
        {text.adoptWhat.map((say, index) => (
          <li key={say(0)}>
            <Fr>{say(figures[index] ?? 0)}</Fr>
          </li>
        ))}
        <li>
          <Fr>{text.adoptWords}</Fr>
        </li>
        {against.length > 0 && (
          <li>
            <Fr>{text.adoptAgainst(inARow(against))}</Fr>
          </li>
        )}
      </ul>
    </Drawer>
  );
};
