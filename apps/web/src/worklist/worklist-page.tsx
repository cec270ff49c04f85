import { useEffect, useRef, useState } from 'react';
import { useAsked } from '../api/http';
import { useLive } from '../api/live';
import type { Box, Prospect, Worklist } from '../api/worklist';
import { Button } from '../design/button';
import { Empty, Failure, Skeleton } from '../design/states';
import { useTell } from '../design/toasts';
import { Fr } from '../design/typeset';
import { comingDay, lastDayBefore, localDate } from '../format';
import { fr } from '../fr';
import { Link, useRoute } from '../router';
import { Shell } from '../shell/shell';
import { BOXES, boxOf, countIn, firstDue } from './boxes';
import { GiveUpSheet } from './give-up-sheet';
import { PageHead } from './page-head';
import { ProspectCard } from './prospect-card';
import { nameOf } from './prospect-words';
import { QuestionCards, QuestionsWait } from './question-cards';
import { type Giving, useActs } from './worklist-acts';

/** Cards drawn at once: a long list stays quick on a phone. */
const PAGE = 30;

/** What waits, and until when: the sentence above the cards. */
const Opening = ({ box, items, now }: { box: Box; items: Prospect[]; now: string }) => {
  const due = box === 'CLOSED' ? null : firstDue(items, box);
  const day = due && (box === 'PLANNED' ? localDate(due) : lastDayBefore(due));
  return (
    <p className="opening" aria-live="polite">
      <Fr>{fr.worklist.waits[box](items.length)}</Fr>{' '}
      {day && (
        <>
          {box === 'PLANNED' ? fr.worklist.nextVisit : fr.worklist.firstUntil}{' '}
          <b>
            <Fr>{comingDay(day, now)}</Fr>
          </b>
          .
        </>
      )}
    </p>
  );
};

const nothing = (box: Box, all: readonly Prospect[], now: string): string => {
  const next = all.filter((item) => item.state === 'IN_PROGRESS' && item.leaseUntil);
  const first = next.sort((one, other) => (one.leaseUntil ?? '').localeCompare(other.leaseUntil ?? ''))[0];
  return box === 'TO_TAKE' && first?.leaseUntil
    ? fr.worklist.nextDue(comingDay(lastDayBefore(first.leaseUntil), now), nameOf(first))
    : fr.worklist.nothing[box];
};

/** Says, politely and without moving anything, how many prospects have come since the list was read. */
const useNewcomers = (list: Worklist | null): void => {
  const tell = useTell();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!list) return;
    const toTake = list.items.filter(({ state }) => state === 'TO_TAKE').map(({ leadId }) => leadId);
    const before = known.current;
    known.current = new Set([...(before ?? []), ...toTake]);
    const newcomers = before ? toTake.filter((leadId) => !before.has(leadId)).length : 0;
    if (newcomers > 0) tell({ tone: 'news', text: fr.worklist.newcomers(newcomers) });
  }, [list, tell]);
};

interface BoxOfProps {
  box: Box;
  list: Worklist;
  busy: string | null;
  onClaim: (prospect: Prospect) => Promise<void>;
  onGiveUp: (prospect: Prospect) => void;
}

const BoxOf = ({ box, list, busy, onClaim, onGiveUp }: BoxOfProps) => {
  const [limit, setLimit] = useState(PAGE);
  const inBox = list.items.filter((item) => boxOf(item) === box);
  const more = Math.min(inBox.length - limit, PAGE);
  if (inBox.length === 0)
    return (
      <Empty title={fr.worklist.empty[box]}>
        <Fr>{nothing(box, list.items, list.asOf)}</Fr>
      </Empty>
    );
  return (
    <>
      <Opening box={box} items={inBox} now={list.asOf} />
      {inBox.slice(0, limit).map((prospect) => (
        <ProspectCard
          key={prospect.leadId}
          prospect={prospect}
          now={list.asOf}
          busy={busy === prospect.leadId}
          onClaim={() => void onClaim(prospect)}
          onGiveUp={() => onGiveUp(prospect)}
        />
      ))}
      {more > 0 && (
        <Button size="phone" onClick={() => setLimit(limit + PAGE)}>
          {fr.worklist.more(more)}
        </Button>
      )}
    </>
  );
};

/** A1: take, decline, give back; after each act the focus goes to the next prospect. */
export const WorklistPage = () => {
  const { search } = useRoute();
  const { data, problem, again } = useAsked<Worklist>('/v1/worklist');
  useLive('/v1/stream', () => void again());
  useNewcomers(data);
  const acts = useActs(again);
  const [giving, setGiving] = useState<Prospect | null>(null);
  const [acted, setActed] = useState(0);
  const cards = useRef<HTMLDivElement>(null);
  const { box } = BOXES.find(({ slug }) => slug === search.get('boite')) ?? BOXES[0]!;

  useEffect(() => {
    if (acted === 0) return;
    cards.current?.querySelector<HTMLElement>('.card h2, .state h2')?.focus();
  }, [acted]);

  const claim = async (prospect: Prospect) => {
    await acts.claim(prospect);
    setActed((times) => times + 1);
  };
  const giveUp = async (prospect: Prospect, reason: Giving) => {
    setGiving(null);
    await acts.giveUp(prospect, reason);
    setActed((times) => times + 1);
  };

  const boxes = BOXES.filter((one) => one.box !== 'QUESTIONS' || box === one.box || data?.openQuestions);
  return (
    <Shell frame="adviser" title={fr.places.list} asOf={data?.asOf}>
      <PageHead title={fr.places.list} asOf={data?.asOf}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the row scrolls on a narrow phone, keys must reach it. */}
        <nav className="boxes" aria-label={fr.worklist.boxes.label} tabIndex={0}>
          {boxes.map(({ box: one, slug, label }) => (
            <Link
              key={slug}
              href={`/ma-liste?boite=${slug}`}
              className="box"
              aria-current={one === box ? 'true' : undefined}
            >
              {label} {data && <b className="figure">{countIn(data, one)}</b>}
            </Link>
          ))}
        </nav>
      </PageHead>
      {problem && <Failure problem={problem} again={() => void again()} />}
      {!data && !problem && <Skeleton shape="cards" />}
      {data && (
        <div ref={cards} className="cards">
          {box === 'QUESTIONS' ? (
            <QuestionCards onAnswered={again} />
          ) : (
            <>
              {box === 'TO_TAKE' && data.openQuestions > 0 && <QuestionsWait open={data.openQuestions} />}
              <BoxOf key={box} box={box} list={data} busy={acts.busy} onClaim={claim} onGiveUp={setGiving} />
            </>
          )}
        </div>
      )}
      {giving && (
        <GiveUpSheet
          prospect={giving}
          onClose={() => setGiving(null)}
          onGiveUp={(why) => void giveUp(giving, why)}
        />
      )}
    </Shell>
  );
};
