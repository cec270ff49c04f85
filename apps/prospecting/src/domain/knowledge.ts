import type { EvidencePiece } from '#allocation/inputs';
import type { Policy } from '#contracts/policy';
import { daysBetween, type LocalDate } from '#domain/local-date';
import { evidencePieces } from './knowledge-pieces';

/** What a partner did or says it did with an employer, and when (BR-21). */
export interface Evidence {
  readonly partnerId: string;
  readonly kind: EvidenceKind;
  readonly on: LocalDate;
}

/**
 * The first is the employer's own word, with its proof (BR-37). The next three were seen by Concerto itself; the others are
 * the partner's word, from its file.
 */
export const EVIDENCE_KINDS = [
  'PREFERENCE',
  'HIRE',
  'OFFER',
  'HELD_VISIT',
  'SAID_HIRE',
  'SAID_OFFER',
  'SAID_CONVENTION',
  'SAID_NAMED_CONTACT',
  'SAID_CONTACT',
  'SAID_DECLARED',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** How well a partner knows an employer, since when, and on what grounds in French. */
export interface Knowledge {
  readonly partnerId: string;
  readonly score: number;
  readonly since: LocalDate;
  readonly grounds: string;
  /** The same piece by piece. */
  readonly evidence: readonly EvidencePiece[];
}

const DAYS_A_MONTH = 30.4375;

/**
 * BR-21: the sum of weighted evidence, each halved every half-life; all that a partner only says of itself is capped
 * together, so that nobody gains by declaring; a named contact counts while it is confirmed; at most 100, in whole
 * points. One entry per partner with a score. Beneficiaries in post have no fact yet: their weight waits for one.
 * BR-37: the partner that the employer prefers has 100, and no other comes near enough to tie with it.
 */
export function knowledgeOf(evidence: readonly Evidence[], policy: Policy, today: LocalDate): Knowledge[] {
  const partners = [...new Set(evidence.map((one) => one.partnerId))].sort();
  const preferred = evidence.find((one) => one.kind === 'PREFERENCE')?.partnerId;
  const most = preferred === undefined ? 100 : Math.max(0, 100 - policy.tieMargin - 1);
  return partners
    .map((partnerId) =>
      knownBy(
        partnerId,
        evidence.filter((one) => one.partnerId === partnerId),
        policy,
        today,
      ),
    )
    .map((knowledge) => ({
      ...knowledge,
      score: knowledge.partnerId === preferred ? 100 : Math.min(most, knowledge.score),
    }))
    .filter((knowledge) => knowledge.score > 0);
}

function knownBy(partnerId: string, own: readonly Evidence[], policy: Policy, today: LocalDate): Knowledge {
  const scoreOf = (evidence: readonly Evidence[]) => scoreOfEvidence(evidence, policy, today);
  const since = own.map((one) => one.on).sort()[0]!;
  const evidence = evidencePieces(own, scoreOf, today);
  return { partnerId, score: scoreOf(own), since, grounds: groundsOf(own), evidence };
}

function scoreOfEvidence(evidence: readonly Evidence[], policy: Policy, today: LocalDate): number {
  const worth = (said: boolean) =>
    evidence
      .filter((one) => isSaid(one.kind) === said)
      .filter(
        (one) => one.kind !== 'SAID_NAMED_CONTACT' || monthsSince(one.on, today) < policy.namedContactMonths,
      )
      .reduce((sum, one) => sum + weightOf(one.kind, policy) * faded(one.on, policy, today), 0);
  return Math.round(Math.min(100, worth(false) + Math.min(policy.weightDeclaredCap, worth(true))));
}

const isSaid = (kind: EvidenceKind): boolean => kind.startsWith('SAID_');

function weightOf(kind: EvidenceKind, policy: Policy): number {
  const weights: Record<EvidenceKind, number> = {
    PREFERENCE: 100,
    HIRE: policy.weightHire,
    OFFER: policy.weightOffer,
    HELD_VISIT: policy.weightHeldVisit,
    SAID_HIRE: policy.weightHire,
    SAID_OFFER: policy.weightOffer,
    SAID_CONVENTION: policy.weightConvention,
    SAID_NAMED_CONTACT: policy.weightNamedContact,
    SAID_CONTACT: policy.weightDeclaredCap,
    SAID_DECLARED: policy.weightDeclaredCap,
  };
  return weights[kind];
}

function faded(on: LocalDate, policy: Policy, today: LocalDate): number {
  return 0.5 ** (monthsSince(on, today) / policy.knowledgeHalfLifeMonths);
}

const monthsSince = (on: LocalDate, today: LocalDate): number =>
  Math.max(0, daysBetween(on, today)) / DAYS_A_MONTH;

/** « 1 embauche, 2 visites tenues, présent dans son fichier ». */
function groundsOf(own: readonly Evidence[]): string {
  const count = (kind: EvidenceKind) => own.filter((one) => one.kind === kind).length;
  const words = [
    own.some((one) => one.kind === 'PREFERENCE') ? 'préférence de l’employeur' : '',
    counted(count('HIRE'), 'embauche', 'embauches'),
    counted(count('OFFER'), 'offre confiée', 'offres confiées'),
    counted(count('HELD_VISIT'), 'visite tenue', 'visites tenues'),
    own.some((one) => isSaid(one.kind)) ? 'présence dans son fichier' : '',
  ];
  return words.filter(Boolean).join(', ');
}

const counted = (n: number, one: string, many: string): string =>
  n === 0 ? '' : `${n} ${n === 1 ? one : many}`;
