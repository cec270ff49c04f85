import type { Closed } from '#allocation/inputs';
import type { PairRule, PlanInputs } from '#allocation/plan-inputs';
import { addDays, type LocalDate } from '#domain/local-date';
import { Invalid, NotFound, Refused } from '#domain/refused';

export const PIN_KINDS = ['PIN', 'FORBID'] as const;
export type PinKind = (typeof PIN_KINDS)[number];

/** The committee's word on one pair of a draft: its reason, and the first local day on which it no longer counts. */
export interface Pin {
  readonly pinId: string;
  readonly planId: string;
  readonly employerId: string;
  readonly unitId: string;
  readonly kind: PinKind;
  readonly reason: string;
  readonly until: LocalDate;
}

/** BR-40: the coordination's word holds for six months at most. */
const LONGEST = 183;

/** Throws unless the end is ahead and near enough (BR-40). */
export function checkEnd(until: LocalDate, today: LocalDate): void {
  if (until > today && until <= addDays(today, LONGEST)) return;
  throw new Invalid(
    'pin-end',
    'Une décision de la coordination finit dans les six mois, et pas avant demain.',
    [{ pointer: '/until', code: 'pin-end', detail: 'Donnez un jour à venir, dans les six mois.' }],
  );
}

/**
 * Throws unless the pair may be pinned or forbidden in these inputs: both are in the plan, and a pin does not override what
 * closes the employer, an opposition above all (BR-40).
 */
export function checkPair(
  inputs: PlanInputs,
  pin: { kind: PinKind } & Pick<Pin, 'employerId' | 'unitId'>,
): void {
  const employer = inputs.employers.find((one) => one.employerId === pin.employerId);
  if (!employer)
    throw new NotFound('not-a-prospect', 'Cet employeur n’est pas parmi les prospects de ce plan.');
  const structure = inputs.structures.find((one) => one.structureId === pin.unitId);
  if (!structure) throw new NotFound('unit-unknown', 'Cette structure n’est pas dans ce plan.');
  const closed = pin.kind === 'PIN' ? closedFor(employer.closedTo, structure.partnerId) : undefined;
  if (closed) throw new Refused('pin-against-closure', CLOSED[closed.reason] ?? CLOSED.COOL_DOWN!);
}

const CLOSED: Record<string, string> = {
  OPTED_OUT: 'Cet employeur s’oppose à être prospecté : rien ne l’emporte sur son opposition.',
  COOL_DOWN:
    'Cet employeur est en délai de carence au début du plan : choisissez une autre structure ou attendez.',
  CONTACT_BUDGET: 'Cet employeur a été assez sollicité ces derniers mois : attendez avant de le confier.',
  DECLINED_BY_ALL: 'Cette structure a rendu ce prospect il y a peu : il ne lui est pas confié de nouveau.',
};

const closedFor = (closedTo: readonly Closed[], partnerId: string): Closed | undefined =>
  closedTo.find((one) => one.partnerId === null || one.partnerId === partnerId);

/**
 * What still counts on a day, as the engine reads it. An ended word no longer counts; nor does a pin whose employer has
 * left the plan, or closed to the pinned partner, since it was given.
 */
export function pairRulesOf(
  pins: readonly Pin[],
  inputs: Pick<PlanInputs, 'employers' | 'structures'>,
  today: LocalDate,
): { pins: PairRule[]; forbids: PairRule[] } {
  const employers = new Map(inputs.employers.map((one) => [one.employerId, one]));
  const structures = new Map(inputs.structures.map((one) => [one.structureId, one]));
  const live = pins.filter((pin) => {
    const employer = employers.get(pin.employerId);
    const structure = structures.get(pin.unitId);
    if (pin.until <= today || !employer || !structure) return false;
    return pin.kind === 'FORBID' || !closedFor(employer.closedTo, structure.partnerId);
  });
  const of = (kind: PinKind): PairRule[] =>
    live
      .filter((pin) => pin.kind === kind)
      .map(({ employerId, unitId }) => ({ employerId, structureId: unitId }));
  return { pins: of('PIN'), forbids: of('FORBID') };
}
