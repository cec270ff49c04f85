import type { PartnerKind, UnassignedReason } from '#contracts/vocabulary';
import type {
  Affinities,
  AllocationPolicy,
  Assignment,
  Knowledge,
  PartnerInput,
  ProspectInput,
} from './inputs';
import type { Loads } from './loads';
import { stableHash } from './stable-hash';
import { whyKnown, whyLocked, whyUnknown } from './words';

/** What a choice reads beside the prospect. */
export interface Ground {
  readonly planId: string;
  readonly policy: AllocationPolicy;
  readonly partners: readonly PartnerInput[];
  readonly affinities: Affinities;
  readonly loads: Loads;
}

type Choice = Assignment | UnassignedReason;

/** Reasons from the strongest: what is told when several keep a prospect without lead. */
const STRONGEST_FIRST: readonly UnassignedReason[] = [
  'OPTED_OUT',
  'COOL_DOWN',
  'CONTACT_BUDGET',
  'DECLINED_BY_ALL',
];

interface Candidate {
  readonly partner: PartnerInput;
  readonly score: number;
  readonly knowledge: Knowledge | undefined;
}

/** The partners to whom the prospect may be given at all. */
export function openTo(prospect: ProspectInput, partners: readonly PartnerInput[]): Candidate[] {
  const closed = new Set(prospect.closedTo.map((one) => one.partnerId));
  if (closed.has(null)) return [];
  return partners
    .filter((partner) => !closed.has(partner.partnerId) && partner.units.length > 0)
    .map((partner) => {
      const knowledge = prospect.knowledge.find((one) => one.partnerId === partner.partnerId);
      return { partner, score: knowledge?.score ?? 0, knowledge };
    });
}

/** Why nobody may have the prospect when no partner is open to it. */
export function whyClosed(
  prospect: Pick<ProspectInput, 'closedTo'>,
  partners: readonly unknown[],
): UnassignedReason {
  const given = new Set(prospect.closedTo.map((one) => one.reason));
  if (partners.length === 0) return 'NO_PARTNER_COVERS';
  return STRONGEST_FIRST.find((reason) => given.has(reason)) ?? 'NO_PARTNER_COVERS';
}

/** BR-24: a partner with an open offer there comes first, the best known of several; it may exceed its capacity. */
export function chooseLocked(prospect: ProspectInput, ground: Ground): Assignment | undefined {
  const locked = openTo(prospect, ground.partners).filter(({ partner }) =>
    prospect.lockedBy.includes(partner.partnerId),
  );
  const [first] = locked.sort((a, b) => b.score - a.score || tieBreak(prospect, ground)(a, b));
  return first && given(prospect, ground, first, 'BR-24', whyLocked());
}

/** BR-22, BR-23, BR-27: the best score with room; the next best only from a share of the best score on. */
export function chooseKnown(
  prospect: ProspectInput,
  ground: Ground,
  kept: (partnerId: string) => number,
): Choice {
  const open = openTo(prospect, ground.partners);
  const best = Math.max(0, ...open.map(({ score }) => score));
  const worthy = open.filter(({ score }) => score * 100 >= best * ground.policy.nextBestMinimumPercent);
  const roomy = worthy.filter(
    ({ partner }) => ground.loads.roomOf(partner.partnerId, kept(partner.partnerId)) > 0,
  );
  if (roomy.length === 0) return 'CAPACITY_EXHAUSTED';
  const top = Math.max(...roomy.map(({ score }) => score));
  const tied = roomy.filter(({ score }) => top - score <= ground.policy.tieMargin);
  const chosen = tied.sort(tieBreak(prospect, ground))[0]!;
  // A tie is between neighbours in score: only a better partner without room makes the choice a second best.
  const passed = best - chosen.score > ground.policy.tieMargin ? best : null;
  const why = whyKnown(chosen.knowledge, { passed, tied: tied.length - 1 });
  return given(prospect, ground, chosen, passed === null ? 'BR-22' : 'BR-27', why);
}

/** BR-25: nobody knows the employer, so the network nearest to its kind, then the least loaded. */
export function chooseUnknown(prospect: ProspectInput, ground: Ground): Choice {
  const roomy = openTo(prospect, ground.partners).filter(
    ({ partner }) => ground.loads.roomOf(partner.partnerId) > 0,
  );
  const order = tieBreak(prospect, ground);
  const near = (one: Candidate) => affinityOf(ground, prospect, one.partner.kind);
  const [chosen] = roomy.sort((a, b) => near(b) - near(a) || order(a, b));
  return chosen ? given(prospect, ground, chosen, 'BR-25', whyUnknown()) : 'CAPACITY_EXHAUSTED';
}

/** BR-23: lower load ratio, then affinity, then oldest relation, then a hash that favours nobody. */
function tieBreak(prospect: ProspectInput, ground: Ground): (a: Candidate, b: Candidate) => number {
  const load = (one: Candidate) => Math.min(ground.loads.ratioOf(one.partner.partnerId), 1e9);
  const near = (one: Candidate) => affinityOf(ground, prospect, one.partner.kind);
  const since = (one: Candidate) => Date.parse(one.knowledge?.since ?? '9999-12-31');
  const hash = (one: Candidate) =>
    stableHash(`${prospect.employerId}:${ground.planId}:${one.partner.partnerId}`);
  return (a, b) => load(a) - load(b) || near(b) - near(a) || since(a) - since(b) || hash(a) - hash(b);
}

const affinityOf = (ground: Ground, prospect: ProspectInput, kind: PartnerKind): number =>
  ground.affinities[prospect.audience]?.[kind] ?? 0;

function given(
  prospect: ProspectInput,
  ground: Ground,
  { partner, score }: Candidate,
  rule: string,
  because: string,
): Assignment {
  const { employerId } = prospect;
  const unitId = ground.loads.give(partner.partnerId, `${employerId}:${ground.planId}`)!;
  return { employerId, partnerId: partner.partnerId, unitId, score, rule, because };
}
