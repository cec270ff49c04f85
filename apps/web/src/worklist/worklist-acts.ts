import { useCallback, useState } from 'react';
import { type Problem, send } from '../api/http';
import type { NextProspect, Prospect, ReleaseReason } from '../api/worklist';
import { type Message, useTell } from '../design/toasts';
import { longDay } from '../format';
import { fr } from '../fr';
import { go } from '../router';
import { nameOf } from './prospect-words';

export interface Giving {
  reason: ReleaseReason;
  text: string;
}

export interface Acts {
  /** The lead whose act is under way. */
  busy: string | null;
  claim: (prospect: Prospect) => Promise<boolean>;
  /** Declines what is to take, gives back what is in hand (BR-33). */
  giveUp: (prospect: Prospect, giving: Giving) => Promise<boolean>;
  /** The employer asks for a later day: the prospect is kept until then (BR-29). */
  extend: (prospect: Prospect, employerAskedFor: string) => Promise<boolean>;
}

/** Whoever came second is shown the next prospect (BR-32). */
const insteadOf = ({ more }: Problem): Message['action'] => {
  const next = more.next as NextProspect | null | undefined;
  return next ? { label: fr.worklist.nextProspect, act: () => go(`/ma-liste/${next.leadId}`) } : undefined;
};

/**
 * What an agent does with a prospect. A refusal (already taken, lease over) is told with its own sentence;
 * either way the list is asked again, so that the page moves on.
 */
export const useActs = (again: () => Promise<void>): Acts => {
  const tell = useTell();
  const [busy, setBusy] = useState<string | null>(null);

  const act = useCallback(
    async (prospect: Prospect, path: string, body: unknown, done: () => void): Promise<boolean> => {
      setBusy(prospect.leadId);
      try {
        await send(path, body);
        done();
        return true;
      } catch (error) {
        tell({ tone: 'bad', text: (error as Problem).sentence, action: insteadOf(error as Problem) });
        return false;
      } finally {
        await again();
        setBusy(null);
      }
    },
    [again, tell],
  );

  return {
    busy,
    claim: (prospect) =>
      act(prospect, `/v1/leads/${prospect.leadId}/claim`, {}, () =>
        tell({
          tone: 'ok',
          text: fr.worklist.taken(nameOf(prospect)),
          action: { label: fr.acts.see, act: () => go(`/ma-liste/${prospect.leadId}`) },
        }),
      ),
    extend: (prospect, employerAskedFor) =>
      act(prospect, `/v1/leases/${prospect.leaseId}/extend`, { employerAskedFor }, () =>
        tell({ tone: 'ok', text: fr.worklist.extended(nameOf(prospect), longDay(employerAskedFor)) }),
      ),
    giveUp: (prospect, { reason, text }) => {
      const path = prospect.leaseId
        ? `/v1/leases/${prospect.leaseId}/release`
        : `/v1/leads/${prospect.leadId}/decline`;
      const body = text ? { reason, text } : { reason };
      return act(prospect, path, body, () =>
        tell({ tone: 'ok', text: fr.worklist.givenUp(nameOf(prospect)) }),
      );
    },
  };
};
