import { Fragment } from 'react';
import type { Sentence as Numbers } from '../api/dashboard';
import { Fr } from '../design/typeset';
import { comingDay, count } from '../format';
import { frOverview } from '../fr-overview';

const text = frOverview.sentence;

const Figure = ({ label, onOpen }: { label: string; onOpen: () => void }) => (
  <button type="button" className="sentence-figure" onClick={onOpen}>
    <Fr>{label}</Fr>
  </button>
);

interface SentenceProps {
  numbers: Numbers;
  now: string;
  onMethod: (indicator: string) => void;
}

/** One or two lines written from data; each figure leads to what is behind it. */
export const Sentence = ({ numbers, now, onMethod }: SentenceProps) => (
  <p className="sentence figure">
    <Figure label={text.vacant(numbers.vacantPositions)} onOpen={() => onMethod('vacant-positions')} />
    {text.ofWhich}
    <Figure label={count(numbers.oldPositions)} onOpen={() => onMethod('vacant-positions')} />{' '}
    {text.old(numbers.oldAfterDays)}
    <Fr>{'\u202f; '}</Fr>
    <Figure label={text.crossed(numbers.crossedEmployers)} onOpen={() => onMethod('crossed-employers')} />{' '}
    {text.crossedBy(numbers.crossedEmployers, numbers.crossedWithinDays)}
    <Fr>{'\u202f; '}</Fr>
    <a className="sentence-figure" href="#offres">
      {text.soon(numbers.publicationsSoon)}
    </a>{' '}
    {text.toPublish(comingDay(numbers.publicationsUntil, now))}.{' '}
    {numbers.silent.length > 0 && (
      <>
        {numbers.silent.map(({ name, sinceDays }, index) => (
          <Fragment key={name}>
            {index > 0 && ', '}
            <a className="sentence-figure" href="#fraicheur">
              {text.silent(name, sinceDays)}
            </a>
          </Fragment>
        ))}
        {text.incomplete(numbers.silent.length)}
      </>
    )}
  </p>
);
