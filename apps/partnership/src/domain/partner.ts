import { factOf } from '#contracts/contract';
import { PartnerRegistered, PartnerUnitChanged } from '#contracts/partnership';
import type { PartnerKind } from '#contracts/vocabulary';
import { type Decision, decided, unchanged } from '#domain/decision';
import { Refused } from '#domain/refused';

/** A legal organisation that takes part: a PLIE, one Mission locale... */
export interface Partner {
  readonly partnerId: string;
  /** Short, stable, used in keys, files and addresses: `ml-metz`. */
  readonly code: string;
  readonly kind: PartnerKind;
  readonly name: string;
  readonly territoryIds: readonly string[];
}

/** A local site of a partner. */
export interface PartnerUnit {
  readonly unitId: string;
  readonly partnerId: string;
  readonly code: string;
  readonly name: string;
  readonly communeCode: string;
  readonly open: boolean;
}

export interface PartnerChanges {
  readonly name?: string;
  readonly territoryIds?: readonly string[];
}

export type UnitChanges = Partial<Pick<PartnerUnit, 'name' | 'communeCode' | 'open'>>;

/** The partner joins; its code is its name for machines, and never changes. */
export const registerPartner = (partner: Partner): Decision<Partner> => decided(partner, registered(partner));

/** The public name or the territories of a partner change. Nothing is told when nothing changes. */
export function changePartner(partner: Partner, changes: PartnerChanges): Decision<Partner> {
  const next = { ...partner, ...stated(changes) };
  if (next.name === partner.name && sameMembers(next.territoryIds, partner.territoryIds))
    return unchanged(partner);
  return decided(next, registered(next));
}

export function openUnit(unit: PartnerUnit, siblings: readonly PartnerUnit[]): Decision<PartnerUnit> {
  if (siblings.some((sibling) => sibling.code === unit.code))
    throw new Refused(
      'unit-code-taken',
      `Ce partenaire a déjà une structure de code ${unit.code} : choisissez-en un autre.`,
    );
  return decided(unit, unitChanged(unit));
}

/** A unit moves, is renamed, closes or opens again. Its history stays (BR-115). */
export function changeUnit(unit: PartnerUnit, changes: UnitChanges): Decision<PartnerUnit> {
  const next = { ...unit, ...stated(changes) };
  if (next.name === unit.name && next.communeCode === unit.communeCode && next.open === unit.open)
    return unchanged(unit);
  return decided(next, unitChanged(next));
}

const registered = (partner: Partner) =>
  factOf(PartnerRegistered, partner.partnerId, { ...partner, territoryIds: [...partner.territoryIds] });

const unitChanged = (unit: PartnerUnit) => factOf(PartnerUnitChanged, unit.partnerId, { ...unit });

const sameMembers = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

/** The changes that were stated: an absent field, or null where null says nothing, leaves what is. */
export const stated = <T extends object>(changes: T, nullable: readonly string[] = []): Partial<T> =>
  Object.fromEntries(
    Object.entries(changes).filter(
      ([name, value]) => value !== undefined && (value !== null || nullable.includes(name)),
    ),
  ) as Partial<T>;
