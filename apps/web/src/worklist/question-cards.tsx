import { ChevronRight, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { type Problem, send, useAsked } from '../api/http';
import type { Question, QuestionSides, Questions } from '../api/worklist';
import { Button } from '../design/button';
import { signOf } from '../design/networks';
import { Empty, Failure, Skeleton } from '../design/states';
import { useTell } from '../design/toasts';
import { Fr } from '../design/typeset';
import { comingDay, dayMonth, lastDayBefore, siret, typeset } from '../format';
import { fr } from '../fr';
import { Link } from '../router';
import { QUESTIONS_SLUG } from './boxes';

const text = fr.questions;

/** Soonest first; an answered one leaves its place to the next. */
const AT_ONCE = 20;

const sidesIn = ({ sides }: QuestionSides): string =>
  sides
    .flatMap(({ own, network, on }) => {
      const who = own ? text.you : network && signOf(network).name;
      return who && on ? [text.side(who, dayMonth(on))] : [];
    })
    .join(' · ');

const QuestionCard = ({
  question,
  now,
  again,
}: {
  question: Question;
  now: string;
  again: () => Promise<void>;
}) => {
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const { data } = useAsked<QuestionSides>(`/v1/conflicts/${question.conflictId}`);
  const { employer, choices, ownAnswer, answerBy } = question;
  const name = employer.publicName ?? siret(employer.siret);
  const own = choices.find(({ value }) => value === ownAnswer);

  const say = async (answer: string) => {
    setBusy(true);
    try {
      await send(`/v1/conflicts/${question.conflictId}/answer`, { answer });
      tell({ tone: 'ok', text: text.told });
    } catch (error) {
      tell({ tone: 'bad', text: (error as Problem).sentence });
    }
    await again();
    setBusy(false);
  };

  return (
    <article className="card question" aria-label={text.about(name, employer.communeName)}>
      <p className="card-place">
        <b>{name}</b>, {employer.communeName}
      </p>
      <div className="because">
        <CircleHelp aria-hidden="true" />
        <p>
          <b>
            <Fr>{typeset(question.question)}</Fr>
          </b>
        </p>
        {data && data.sides.length > 0 && (
          <p className="because-rest">
            <Fr>{sidesIn(data)}</Fr>
          </p>
        )}
      </div>
      {choices.length === 0 && <p className="card-reason">{text.coordination}</p>}
      {own && (
        <p className="card-reason">
          <Fr>{text.yours(own.words)}</Fr>
        </p>
      )}
      {choices.length > 0 && !own && (
        <>
          <div className="question-choices">
            {choices.map(({ value, words }) => (
              <Button key={value} size="phone" busy={busy} onClick={() => void say(value)}>
                <Fr>{typeset(words)}</Fr>
              </Button>
            ))}
          </div>
          <p className="card-reason">
            <Fr>{text.by(text.untilDay(comingDay(lastDayBefore(answerBy), now)))}</Fr>
          </p>
        </>
      )}
    </article>
  );
};

/** One line above the prospects: questions must not hide what is to take. */
export const QuestionsWait = ({ open }: { open: number }) => (
  <Link href={`/ma-liste?boite=${QUESTIONS_SLUG}`} className="card questions-wait">
    <CircleHelp aria-hidden="true" />
    <b>
      <Fr>{text.wait(open)}</Fr>
    </b>
    <ChevronRight aria-hidden="true" />
  </Link>
);

/** What Concerto cannot know: two visits on a day, joint or redundant? Silence lets the rule decide (BR-46). */
export const QuestionCards = ({ onAnswered }: { onAnswered: () => Promise<void> }) => {
  const { data, problem, again } = useAsked<Questions>('/v1/conflicts?state=OPEN');
  if (problem && !data) return <Failure problem={problem} again={() => void again()} />;
  if (!data) return <Skeleton shape="cards" />;
  if (data.items.length === 0) return <Empty title={text.none}>{text.noneText}</Empty>;
  const answered = async () => {
    await Promise.all([again(), onAnswered()]);
  };
  return data.items
    .toSorted((one, other) => Number(one.ownAnswer !== null) - Number(other.ownAnswer !== null))
    .slice(0, AT_ONCE)
    .map((question) => (
      <QuestionCard key={question.conflictId} question={question} now={data.asOf} again={answered} />
    ));
};
