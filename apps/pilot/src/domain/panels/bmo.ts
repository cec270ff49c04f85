import { INTENTION_OUTCOMES, type IntentionOutcome } from '#contracts/vocabulary';
import type { BmoRecontacts } from '../answers/panels';
import type { Evidence } from '../evidence';
import { dueRecontacts, isClosedAt } from '../indicators/bmo-recontact';
import type { Moment } from '../moment';
import { type Cell, shownCells } from '../secrecy';

interface OutcomeCell extends Cell {
  readonly outcome: IntentionOutcome;
}

/** Recontacts due, assigned and closed, and what came of them; small outcomes are kept back (BR-58). */
export function bmoRecontacts(evidence: Evidence, moment: Moment): BmoRecontacts {
  const due = dueRecontacts(evidence, moment);
  const closed = due.filter((recontact) => isClosedAt(recontact, moment));
  const cells = INTENTION_OUTCOMES.map((outcome): OutcomeCell => {
    const own = closed.filter((recontact) => recontact.outcome === outcome);
    const weights = new Map<string, number>();
    for (const { respondent } of own) weights.set(respondent, (weights.get(respondent) ?? 0) + 1);
    return { outcome, count: own.length, weights };
  });
  return {
    due: due.length,
    assigned: due.filter(({ assignedOn }) => assignedOn !== null && assignedOn <= moment.on).length,
    closed: closed.length,
    outcomes: shownCells(cells, evidence.policy.secrecyBmoEstablishments)
      .filter(({ count }) => count > 0)
      .map(({ outcome, count }) => ({ outcome, count })),
    incomplete: [],
  };
}
