import { CircleCheck, Lock, MessageSquare, Pencil, Send } from 'lucide-react';
import type { Board, Member, Plan, Scenario } from '../api/plan';
import { Button } from '../design/button';
import { Chip } from '../design/network';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { dayMonth, typeset } from '../format';
import { frCommittee } from '../fr-committee';
import { inARow, inOrder, whyNotAdopted } from './committee';

const text = frCommittee.voices;

/** What may be done with the plan, by whom asks and where the plan is. */
export interface VoicesActs {
  steers: boolean;
  /** A unit manager gives the voice of its own partner. */
  speaks: boolean;
  busy: boolean;
  onRecord: (member: Member | null) => void;
  onComment: () => void;
  onSubmit: () => void;
  onRetain: () => void;
  onAdopt: () => void;
}

interface VoicesPanelProps {
  plan: Plan;
  board: Board;
  scenario: Scenario | null;
  acts: VoicesActs;
}

const State = ({ member }: { member: Member }) => {
  const { inFavour } = member;
  if (inFavour === null)
    return (
      <span className="voice-state voice-silent hatched">
        <span>{text.silent}</span>
      </span>
    );
  const Icon = inFavour ? CircleCheck : Pencil;
  return (
    <span className={`voice-state ${inFavour ? 'voice-for' : 'voice-against'}`}>
      <Icon aria-hidden="true" />
      {inFavour ? text.inFavour : text.against}
    </span>
  );
};

interface SaidProps {
  member: Member;
  /** Nobody has been asked before the plan is submitted. */
  asked: boolean;
  onRecord: (() => void) | null;
}

const Said = ({ member, asked, onRecord }: SaidProps) => {
  const { partnerName: name, kind, recordedAt, remark } = member;
  const words = [recordedAt && text.on(dayMonth(recordedAt)), remark].filter(Boolean);
  return (
    <li>
      <p className="voice-head">
        {kind && <Chip network={kind} />}
        {asked && <State member={member} />}
      </p>
      <p>
        <b>{name}</b>
      </p>
      {words.length > 0 && (
        <p className="voice-remark">
          <Fr>{typeset(words.join('\u00a0: '))}</Fr>
        </p>
      )}
      {onRecord && (
        <Button kind="quiet" aria-label={text.recordNamed(name)} onClick={onRecord}>
          {text.record}
        </Button>
      )}
    </li>
  );
};

const Acts = ({ plan, scenario, acts }: Omit<VoicesPanelProps, 'board'>) => {
  const { state } = plan;
  const { busy } = acts;
  return (
    <div className="acts">
      {acts.speaks && state === 'SUBMITTED' && (
        <Button onClick={() => acts.onRecord(null)}>{text.ours}</Button>
      )}
      {(scenario || state === 'DRAFT') && (
        <Button
          icon={MessageSquare}
          unavailable={scenario ? null : text.onlyScenario}
          onClick={acts.onComment}
        >
          {text.comment}
        </Button>
      )}
      {acts.steers && state === 'DRAFT' && (
        <>
          {scenario && (
            <Button busy={busy} onClick={acts.onRetain}>
              {frCommittee.acts.retain}
            </Button>
          )}
          <Button kind="primary" icon={Send} busy={busy} onClick={acts.onSubmit}>
            {frCommittee.acts.submit}
          </Button>
        </>
      )}
      {acts.steers && state === 'SUBMITTED' && (
        <Button kind="primary" icon={Lock} unavailable={whyNotAdopted(plan)} onClick={acts.onAdopt}>
          {frCommittee.acts.adopt}
        </Button>
      )}
    </div>
  );
};

/** What each network says of the plan, and the committee's own acts: comment, submit, adopt. */
export const VoicesPanel = ({ plan, board, scenario, acts }: VoicesPanelProps) => {
  const members = inOrder(board.voices);
  const quiet = members.filter(({ inFavour }) => inFavour === null).map(({ partnerName }) => partnerName);
  const agreed = members.filter(({ inFavour }) => inFavour).length;
  const sum =
    plan.state === 'DRAFT'
      ? text.notSubmitted
      : [text.sum(agreed, members.length), quiet.length > 0 && text.missing(inARow(quiet))]
          .filter(Boolean)
          .join('\u202f; ');
  const comments = scenario?.comments ?? [];
  return (
    <Panel
      id="voix"
      title={text.title}
      sub={sum}
      className="plan-voices"
      head={<Acts plan={plan} scenario={scenario} acts={acts} />}
    >
      <ul className="voices">
        {members.map((member) => (
          <Said
            key={member.partnerId}
            member={member}
            asked={plan.state !== 'DRAFT'}
            onRecord={acts.steers && plan.state === 'SUBMITTED' ? () => acts.onRecord(member) : null}
          />
        ))}
      </ul>
      {comments.length > 0 && (
        <section className="comments">
          <h3>{text.comments}</h3>
          <ul>
            {comments.map(({ text: words, by, at }) => (
              <li key={`${at}${words}`}>
                <Fr>{typeset(words)}</Fr>
                <span className="caption"> {[by, at && dayMonth(at)].filter(Boolean).join(', ')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Panel>
  );
};
