import type { Network } from '../api/dashboard';
import type { Board, Plan, Voice } from '../api/plan';
import { FIVE } from '../design/networks';
import { frCommittee } from '../fr-committee';

/** A member of the steering body, and what it said of the plan. */
export interface Member {
  partnerId: string;
  name: string;
  kind: Network;
  voice: Voice | null;
}

/** The partners that the plan gives visits to, in the order of the five lines, each with its voice. */
export const membersOf = (plan: Plan, board: Board): Member[] => {
  const members = new Map<string, Member>();
  for (const { partnerId, partnerName, kind } of board.structures) {
    const voice = plan.voices.find((one) => one.partnerId === partnerId) ?? null;
    members.set(partnerId, { partnerId, name: partnerName, kind, voice });
  }
  const rank = ({ kind }: Member) => (FIVE.indexOf(kind) + FIVE.length + 1) % (FIVE.length + 1);
  return [...members.values()].toSorted(
    (one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'fr'),
  );
};

/** Why the plan cannot be adopted yet; null when it can. The service decides with the same two rules. */
export const whyNotAdopted = ({ voices, quorum }: Plan): string | null => {
  const sum = (inFavour: boolean) =>
    voices.filter((voice) => voice.inFavour === inFavour).reduce((total, voice) => total + voice.voices, 0);
  const [inFavour, against] = [sum(true), sum(false)];
  if (inFavour + against < quorum) return frCommittee.acts.noQuorum(inFavour + against, quorum);
  return inFavour <= against ? frCommittee.acts.noMajority : null;
};

/** `le PLIE et Cap emploi`, as names in a row. */
export const inARow = (names: readonly string[]): string =>
  new Intl.ListFormat('fr-FR', { type: 'conjunction' }).format(names);
