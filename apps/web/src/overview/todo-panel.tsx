import {
  AudioLines,
  ChevronRight,
  CircleX,
  Hourglass,
  type LucideIcon,
  PhoneOutgoing,
  RotateCcw,
  Split,
  UserRound,
} from 'lucide-react';
import type { ToDo, ToDoKind } from '../api/dashboard';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { typeset } from '../format';
import { fr } from '../fr';
import { frOverview } from '../fr-overview';

const SIGN: Record<ToDoKind, { icon: LucideIcon; tone: 'bad' | 'warn' | 'plain' }> = {
  SILENT_PARTNER: { icon: AudioLines, tone: 'bad' },
  OFFERS_DUE: { icon: Hourglass, tone: 'warn' },
  EMPLOYERS_CROSSED: { icon: Split, tone: 'warn' },
  LEADS_UNANSWERED: { icon: UserRound, tone: 'warn' },
  POSITIONS_TO_RECONFIRM: { icon: RotateCcw, tone: 'plain' },
  PUBLICATIONS_REJECTED: { icon: CircleX, tone: 'bad' },
  RECONTACTS_LATE: { icon: PhoneOutgoing, tone: 'plain' },
};

/** The head of the sentence is what the eye reads: a count and its noun, or a name before a colon. */
const emphasised = (sentence: string): [string, string] => {
  const found = /^(\d[\d\u202f\u00a0]*[\s\u00a0]\p{L}+|[^:]+?)(?=[\s\u00a0:]|$)/u.exec(sentence)?.[0];
  const head =
    sentence.includes(':') && !/^\d/.test(sentence)
      ? sentence.slice(0, sentence.indexOf(':')).trimEnd()
      : found;
  return head ? [head, sentence.slice(head.length)] : ['', sentence];
};

const METHOD = 'method:';

/** What to do today, seven things at most, each one step from where it is done. */
export const ToDoPanel = ({
  todo,
  onMethod,
}: {
  todo: readonly ToDo[];
  onMethod: (indicator: string) => void;
}) => (
  <Panel id="a-traiter" title={frOverview.todo.title} sub={frOverview.todo.sub} className="narrow">
    {todo.length === 0 && <p className="none">{frOverview.todo.none}</p>}
    <ul className="todo figure">
      {todo.map((item) => {
        const { icon: Icon, tone } = SIGN[item.kind];
        const [head, rest] = emphasised(typeset(item.sentence));
        const act = (
          <>
            {fr.todo[item.kind]}
            <span className="unseen"> : {item.sentence}</span>
            <ChevronRight aria-hidden="true" />
          </>
        );
        return (
          <li key={`${item.kind}${item.sentence}`}>
            <Icon className={`tone-${tone}`} aria-hidden="true" />
            <span>
              <b>
                <Fr>{head}</Fr>
              </b>
              <Fr>{rest}</Fr>
            </span>
            {item.href.startsWith(METHOD) ? (
              <button
                type="button"
                className="todo-act"
                onClick={() => onMethod(item.href.slice(METHOD.length))}
              >
                {act}
              </button>
            ) : (
              <a className="todo-act" href={item.href}>
                {act}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  </Panel>
);
