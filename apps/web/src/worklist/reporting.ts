import { useRef, useState } from 'react';
import { ask, type Problem, send } from '../api/http';
import { newId } from '../api/new-id';
import type { VisitFate, VisitReport } from '../api/worklist';
import { type Message, useTell } from '../design/toasts';
import { fr } from '../fr';
import { go } from '../router';
import { type Draft, reportOf } from './report';

const ASK_EVERY_MS = 1_500;
const ASK_AT_MOST = 8;

/** Asks what became of a report until it is judged; says it when it is not simply applied. */
const follow = async (eventId: string, name: string, tell: (message: Message) => void): Promise<void> => {
  for (let asked = 0; asked < ASK_AT_MOST; asked += 1) {
    await new Promise((later) => window.setTimeout(later, ASK_EVERY_MS));
    const fate = await ask<VisitFate>(`/v1/visits/${eventId}?sourceSystem=concerto`).catch(() => null);
    if (fate === null || fate.outcome === 'APPLIED') return;
    if (fate.outcome === 'RECEIVED') continue;
    return tell({
      tone: fate.outcome === 'REFUSED' ? 'bad' : 'news',
      text: `${name}\u00a0: ${fate.because}`,
    });
  }
};

export interface Reporting {
  busy: boolean;
  /** Why the last try did not pass, in the words of the refusal. */
  refusal: string | null;
  submit: (draft: Draft) => Promise<void>;
}

/**
 * Sends a report. The same answers sent again are the same event, so that a lost connection costs nothing; answers
 * that were changed after a try are the next revision of the same visit.
 */
export const useReporting = (name: string, asOf: string): Reporting => {
  const tell = useTell();
  const opened = useRef({ at: Date.now(), visitId: newId() });
  const tried = useRef<{ draft: Draft; report: VisitReport } | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const reportFor = (draft: Draft): VisitReport => {
    const before = tried.current;
    if (before?.draft === draft) return before.report;
    const now = new Date(Date.parse(asOf) + Date.now() - opened.current.at).toISOString();
    const revision = (before?.report.revision ?? 0) + 1;
    const report = reportOf(draft, { eventId: newId(), visitId: opened.current.visitId, revision }, now);
    tried.current = { draft, report };
    return report;
  };

  const submit = async (draft: Draft) => {
    setBusy(true);
    setRefusal(null);
    const report = reportFor(draft);
    try {
      await send('/v1/visits', report, report.eventId);
      tell({ tone: 'ok', text: fr.report.saved(name) });
      void follow(report.eventId, name, tell);
      go('/ma-liste?boite=en-cours');
    } catch (error) {
      setRefusal((error as Problem).sentence);
      setBusy(false);
    }
  };

  return { busy, refusal, submit };
};
