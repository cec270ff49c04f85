import { factOf } from '#contracts/contract';
import { EmployerSegmented, SegmentationAdopted } from '#contracts/segmentation';
import { type Decision, decided, type ToldFact } from '#domain/decision';
import { type LocalDate, localDateOf } from '#domain/local-date';
import { Forbidden, Refused } from '#domain/refused';
import { ruleSetOf, type SegmentAttributes, type SegmentRuleSet, segmentOf } from './segment-rules';

export interface CastVoice {
  readonly partnerId: string;
  readonly inFavour: boolean;
}

export type SegmentationState = 'DRAFT' | 'ADOPTED' | 'SUPERSEDED';

/** A segmentation is decided by the territory's body, not computed by a query (report, L804). */
export interface Segmentation {
  readonly segmentationId: string;
  readonly territoryId: string;
  readonly ruleSet: string;
  readonly state: SegmentationState;
  /** 0 while it is a draft. */
  readonly version: number;
  readonly effectiveFrom: LocalDate;
  readonly voices: readonly CastVoice[];
  readonly adoptedAt: string | null;
}

/** The steering body of a territory: who has how many voices, and how many must be cast. */
export interface Body {
  readonly voices: readonly { readonly partnerId: string; readonly voices: number }[];
  readonly quorum: number;
  readonly timeZone: string;
}

/** A member's voice, for or against; a later one replaces it. Refused to who is not in the body, or once adopted. */
export function castVoice(segmentation: Segmentation, voice: CastVoice, body: Body): Decision<Segmentation> {
  assertDraft(segmentation);
  if (!body.voices.some((one) => one.partnerId === voice.partnerId && one.voices > 0))
    throw new Forbidden(
      'not-in-the-body',
      'Ce partenaire n’a pas de voix dans le comité de pilotage de ce territoire.',
    );
  const others = segmentation.voices.filter((one) => one.partnerId !== voice.partnerId);
  return decided({ ...segmentation, voices: [...others, voice] });
}

/**
 * Adopted when the voices cast reach the quorum and more are for than against. It takes the next version and tells
 * the segments; the employers' own segments are told beside it, set-wise.
 */
export function adopt(
  segmentation: Segmentation,
  body: Body,
  lastVersion: number,
  now: Date,
): Decision<Segmentation> {
  assertDraft(segmentation);
  const voicesOf = (inFavour: boolean) =>
    segmentation.voices
      .filter((cast) => cast.inFavour === inFavour)
      .map((cast) => body.voices.find((member) => member.partnerId === cast.partnerId)?.voices ?? 0)
      .reduce((sum, voices) => sum + voices, 0);
  const [inFavour, against] = [voicesOf(true), voicesOf(false)];
  if (inFavour + against < body.quorum)
    throw new Refused(
      'quorum-not-reached',
      `Le quorum n’est pas atteint : ${inFavour + against} voix exprimées sur ${body.quorum} nécessaires.`,
    );
  if (inFavour <= against)
    throw new Refused(
      'majority-not-reached',
      `La segmentation n’a pas la majorité : ${inFavour} voix pour, ${against} contre.`,
    );

  const today = localDateOf(now, body.timeZone);
  const { segmentationId, territoryId } = segmentation;
  const version = lastVersion + 1;
  const effectiveFrom = [segmentation.effectiveFrom, today].sort().at(-1)!;
  const segments = rulesOf(segmentation).rules.map(({ code, label }) => ({ code, label }));
  return decided(
    { ...segmentation, state: 'ADOPTED', version, effectiveFrom, adoptedAt: now.toISOString() },
    factOf(SegmentationAdopted, territoryId, {
      segmentationId,
      territoryId,
      version,
      effectiveFrom,
      segments,
    }),
  );
}

/** The rules that this segmentation names; they are code, so an unknown name is a database newer than the program. */
export function rulesOf({ ruleSet }: Segmentation): SegmentRuleSet {
  const known = ruleSetOf(ruleSet);
  if (!known) throw new Error(`No rule set is called ${ruleSet}`);
  return known;
}

/** An employer with its segment, and the attributes that put it there. */
export interface Segmented {
  readonly employerId: string;
  readonly segment: string;
  readonly attributes: SegmentAttributes;
}

/** Puts one employer in its segment of the adopted segmentation. */
export function segmentEmployer(
  segmentation: Segmentation,
  employerId: string,
  attributes: SegmentAttributes,
): { segmented: Segmented; fact: ToldFact } {
  const segment = segmentOf(rulesOf(segmentation), attributes).code;
  const fact = factOf(EmployerSegmented, employerId, {
    employerId,
    territoryId: segmentation.territoryId,
    segmentationId: segmentation.segmentationId,
    segmentationVersion: segmentation.version,
    segment,
    knownByPartners: attributes.knownByPartners,
  });
  return { segmented: { employerId, segment, attributes }, fact };
}

function assertDraft({ state }: Segmentation): void {
  if (state !== 'DRAFT')
    throw new Refused('already-adopted', 'Cette segmentation est déjà adoptée : préparez-en une nouvelle.');
}
