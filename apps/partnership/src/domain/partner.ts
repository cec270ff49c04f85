import { factOf } from '#contracts/contract';
import { PartnerRegistered, PartnerUnitChanged } from '#contracts/partnership';
import type { PartnerKind } from '#contracts/vocabulary';
import { type Decision, decided, unchanged } from '#domain/decision';
import { Invalid, Refused } from '#domain/refused';
import { isSiren, isSiret } from '#domain/siret';

/** A legal organisation that takes part: a PLIE, one Mission locale... */
export interface Partner {
  readonly partnerId: string;
  /** Short, stable, used in keys, files and addresses: `ml-metz`. */
  readonly code: string;
  readonly kind: PartnerKind;
  readonly name: string;
  readonly territoryIds: readonly string[];
  /** Its own legal unit, when it says so: prospected like another, never led by itself (BR-41). */
  readonly siren?: string | null;
}

/** A local site of a partner. */
export interface PartnerUnit {
  readonly unitId: string;
  readonly partnerId: string;
  readonly code: string;
  readonly name: string;
  readonly communeCode: string;
  readonly open: boolean;
  /** Its own establishment, for a partner that groups legal units (BR-41). */
  readonly siret?: string | null;
}

export interface PartnerChanges {
  readonly name?: string;
  readonly territoryIds?: readonly string[];
  readonly siren?: string | null;
}

export type UnitChanges = Partial<Pick<PartnerUnit, 'name' | 'communeCode' | 'open' | 'siret'>>;

/** The partner joins; its code is its name for machines, and never changes. */
export function registerPartner(partner: Partner): Decision<Partner> {
  checkSiren(partner);
  return decided(partner, registered(partner));
}

/** The public name, the territories or the legal unit of a partner change. Nothing is told when nothing changes. */
export function changePartner(partner: Partner, changes: PartnerChanges): Decision<Partner> {
  const next = { ...partner, ...stated(changes, ['siren']) };
  checkSiren(next);
  const same = next.name === partner.name && (next.siren ?? null) === (partner.siren ?? null);
  if (same && sameMembers(next.territoryIds, partner.territoryIds)) return unchanged(partner);
  return decided(next, registered(next));
}

export function openUnit(unit: PartnerUnit, siblings: readonly PartnerUnit[]): Decision<PartnerUnit> {
  if (siblings.some((sibling) => sibling.code === unit.code))
    throw new Refused(
      'unit-code-taken',
      `Ce partenaire a déjà une structure de code ${unit.code} : choisissez-en un autre.`,
    );
  checkSiret(unit);
  return decided(unit, unitChanged(unit));
}

/** A unit moves, is renamed, closes or opens again. Its history stays (BR-115). */
export function changeUnit(unit: PartnerUnit, changes: UnitChanges): Decision<PartnerUnit> {
  const next = { ...unit, ...stated(changes, ['siret']) };
  checkSiret(next);
  const same = next.name === unit.name && (next.siret ?? null) === (unit.siret ?? null);
  if (same && next.communeCode === unit.communeCode && next.open === unit.open) return unchanged(unit);
  return decided(next, unitChanged(next));
}

const registered = (partner: Partner) =>
  factOf(PartnerRegistered, partner.partnerId, { ...partner, territoryIds: [...partner.territoryIds] });

const unitChanged = (unit: PartnerUnit) => factOf(PartnerUnitChanged, unit.partnerId, { ...unit });

function checkSiren({ siren }: Partner): void {
  if (siren && !isSiren(siren))
    throw wrong('/siren', 'siren-check-digit', 'Ce SIREN est erroné : vérifiez ses neuf chiffres.');
}

function checkSiret({ siret }: PartnerUnit): void {
  if (siret && !isSiret(siret))
    throw wrong('/siret', 'siret-check-digit', 'Ce SIRET est erroné : vérifiez ses quatorze chiffres.');
}

const wrong = (pointer: string, code: string, detail: string): Invalid =>
  new Invalid(code, detail, [{ pointer, code, detail }]);

const sameMembers = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

/** The changes that were stated: an absent field, or null where null says nothing, leaves what is. */
export const stated = <T extends object>(changes: T, nullable: readonly string[] = []): Partial<T> =>
  Object.fromEntries(
    Object.entries(changes).filter(
      ([name, value]) => value !== undefined && (value !== null || nullable.includes(name)),
    ),
  ) as Partial<T>;
