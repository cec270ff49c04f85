import type { Box, Prospect, Worklist } from '../api/worklist';
import { fr } from '../fr';

/** Where a prospect stands: one in progress whose visit has a day is among the visits. */
export const boxOf = ({ state, plannedVisit }: Prospect): Box =>
  state === 'IN_PROGRESS' && plannedVisit ? 'PLANNED' : state;

export const QUESTIONS_SLUG = 'questions';

/** The boxes of the list, in the order of the work. */
export const BOXES: readonly { box: Box | 'QUESTIONS'; slug: string; label: string }[] = [
  { box: 'TO_TAKE', slug: 'a-prendre', label: fr.worklist.boxes.toTake },
  { box: 'IN_PROGRESS', slug: 'en-cours', label: fr.worklist.boxes.inProgress },
  { box: 'PLANNED', slug: 'visites', label: fr.worklist.boxes.planned },
  { box: 'QUESTIONS', slug: QUESTIONS_SLUG, label: fr.worklist.boxes.questions },
  { box: 'CLOSED', slug: 'clotures', label: fr.worklist.boxes.closed },
];

/** How many stand in a box: the service counts what it holds, the visits among it are counted here. */
export const countIn = ({ counts, items, openQuestions }: Worklist, box: Box | 'QUESTIONS'): number => {
  if (box === 'QUESTIONS') return openQuestions;
  const planned = items.filter((item) => boxOf(item) === 'PLANNED').length;
  if (box === 'PLANNED') return planned;
  if (box === 'IN_PROGRESS') return counts.inProgress - planned;
  return box === 'TO_TAKE' ? counts.toTake : counts.closed;
};

/** What is due first in a box, as an instant: an answer, a visit, the end of a hold. */
export const firstDue = (items: readonly Prospect[], box: Box): string | null =>
  items.reduce<string | null>((first, { respondBy, leaseUntil, plannedVisit }) => {
    const due = box === 'TO_TAKE' ? respondBy : box === 'PLANNED' ? (plannedVisit?.at ?? null) : leaseUntil;
    return due !== null && (first === null || due < first) ? due : first;
  }, null);
