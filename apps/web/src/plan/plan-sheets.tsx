import type { Board, Member, Plan, Scenario, Trial } from '../api/plan';
import { frCommittee } from '../fr-committee';
import { frPlan } from '../fr-plan';
import { AdoptSheet } from './adopt-sheet';
import { PinSheet } from './pin-sheet';
import { TextSheet } from './text-sheet';
import type { PlanActs } from './use-plan-acts';
import { VoiceSheet } from './voice-sheet';
import type { Pinning } from './why-panel';

/** Which sheet is open over the page. A voice without a member is the reader's own. */
export type Sheet =
  | { kind: 'save' }
  | { kind: 'comment' }
  | { kind: 'adopt' }
  | { kind: 'pin'; pinning: Pinning }
  | { kind: 'voice'; member: Member | null };

interface PlanSheetsProps {
  sheet: Sheet | null;
  plan: Plan;
  board: Board;
  scenario: Scenario | null;
  trial: Trial | null;
  today: string;
  acts: PlanActs;
  /** Closes the sheet and asks the page again, if the act passed. */
  then: (went: Promise<boolean>) => Promise<void>;
  onSaved: (scenarioId: string) => void;
  onClose: () => void;
}

export const PlanSheets = ({
  sheet,
  plan,
  board,
  scenario,
  trial,
  today,
  acts,
  then,
  onSaved,
  onClose,
}: PlanSheetsProps) => {
  const save = async (name: string) => {
    const saved = trial && (await acts.save(name, trial));
    if (!saved) return;
    onClose();
    onSaved(saved.scenarioId);
  };
  switch (sheet?.kind) {
    case 'save':
      return (
        <TextSheet
          title={frPlan.save}
          intro={frCommittee.acts.saveIntro}
          label={frCommittee.acts.scenarioName}
          act={frPlan.save}
          need={frCommittee.acts.needName}
          maxLength={80}
          busy={acts.busy}
          onSay={(name) => void save(name)}
          onClose={onClose}
        />
      );
    case 'comment':
      return (
        <TextSheet
          title={frCommittee.voices.commentTitle}
          label={frCommittee.voices.commentLabel}
          act={frCommittee.voices.comment}
          need={frCommittee.voices.needText}
          maxLength={500}
          busy={acts.busy}
          onSay={(text) => scenario && void then(acts.comment(scenario, text))}
          onClose={onClose}
        />
      );
    case 'pin':
      return (
        <PinSheet
          pinning={sheet.pinning}
          today={today}
          busy={acts.busy}
          onDecide={(decided) =>
            void then(acts.decide(sheet.pinning.kind, sheet.pinning.explanation, decided))
          }
          onClose={onClose}
        />
      );
    case 'voice':
      return (
        <VoiceSheet
          title={
            sheet.member ? frCommittee.voices.voiceOf(sheet.member.partnerName) : frCommittee.voices.oursTitle
          }
          busy={acts.busy}
          onRecord={(inFavour, remark) => void then(acts.record(sheet.member, inFavour, remark))}
          onClose={onClose}
        />
      );
    case 'adopt':
      return (
        <AdoptSheet
          plan={plan}
          members={board.voices}
          busy={acts.busy}
          onAdopt={() => void then(acts.adopt())}
          onClose={onClose}
        />
      );
    default:
      return null;
  }
};
