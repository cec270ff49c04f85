import type { Member, Plan } from '../api/plan';
import { FIVE } from '../design/networks';
import { frCommittee } from '../fr-committee';

const rank = ({ kind }: Member): number => {
  const index = kind ? FIVE.indexOf(kind) : -1;
  return index < 0 ? FIVE.length : index;
};

/** The members of the steering body, in the order of the five lines. */
export const inOrder = (members: readonly Member[]): Member[] =>
  members.toSorted(
    (one, other) => rank(one) - rank(other) || one.partnerName.localeCompare(other.partnerName, 'fr'),
  );

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
