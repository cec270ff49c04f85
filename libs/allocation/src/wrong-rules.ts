import type { FieldError } from '#domain/refused';
import type { PairRule, PlanInputs, Quota } from './plan-inputs';
import { concerns } from './quotas';

/**
 * Errors of what the committee asks: a wish that cannot be read. A wish that cannot be met is none (floors of more than
 * 100 % together, a floor above the supply): the plan is made with its shortfall.
 */
export function wrongRules(inputs: PlanInputs): FieldError[] {
  const { rules } = inputs;
  return [
    ...wrongPenalties(inputs),
    ...rules.floors.flatMap((quota, at) => wrongQuota(quota, `/rules/floors/${at}`, inputs)),
    ...rules.ceilings.flatMap((quota, at) => wrongQuota(quota, `/rules/ceilings/${at}`, inputs)),
    ...overlapping(rules.floors, '/rules/floors', 'planchers', inputs),
    ...overlapping(rules.ceilings, '/rules/ceilings', 'plafonds', inputs),
    ...floorsAboveCeilings(inputs),
    ...wrongCoverage(inputs),
    ...wrongPairs(inputs),
  ];
}

function wrongPenalties({ rules }: PlanInputs): FieldError[] {
  return (['floorPenalty', 'coveragePenalty'] as const)
    .filter((name) => !(Number.isInteger(rules[name]) && rules[name] >= 0 && rules[name] < 2 ** 31))
    .map((name) =>
      wrong(
        `/rules/${name}`,
        'out-of-range',
        'Une pénalité est un nombre entier de millionièmes de poste, 0 ou plus.',
      ),
    );
}

function wrongQuota(quota: Quota, pointer: string, inputs: PlanInputs): FieldError[] {
  const errors: FieldError[] = [];
  if (!inputs.segments.includes(quota.segment))
    errors.push(
      wrong(`${pointer}/segment`, 'unknown', `Le segment « ${quota.segment} » n’est pas de ce plan.`),
    );
  if (quota.structureId !== null && !inputs.structures.some((one) => one.structureId === quota.structureId))
    errors.push(
      wrong(`${pointer}/structureId`, 'unknown', `La structure ${quota.structureId} n’est pas de ce plan.`),
    );
  if (!isPercent(quota.percent))
    errors.push(
      wrong(`${pointer}/percent`, 'out-of-range', `Une part est entre 0 et 100 % (reçu : ${quota.percent}).`),
    );
  return errors;
}

/** Two quotas of one kind on one structure and one segment: nobody could say which holds. */
function overlapping(
  quotas: readonly Quota[],
  pointer: string,
  what: string,
  inputs: PlanInputs,
): FieldError[] {
  return quotas.flatMap((quota, at) => {
    const shared = quotas
      .slice(0, at)
      .flatMap((other) => (other.segment === quota.segment ? [other] : []))
      .flatMap(
        (other) => inputs.structures.find((one) => concerns(other, one) && concerns(quota, one)) ?? [],
      );
    if (!shared[0]) return [];
    const detail = `Deux ${what} portent sur ${shared[0].name} et le segment « ${quota.segment} » : gardez-en un.`;
    return [wrong(`${pointer}/${at}`, 'overlap', detail)];
  });
}

function floorsAboveCeilings({ rules, structures }: PlanInputs): FieldError[] {
  return rules.floors.flatMap((floor, at) => {
    const lower = rules.ceilings.find(
      (ceiling) =>
        ceiling.segment === floor.segment &&
        ceiling.percent < floor.percent &&
        structures.some((one) => concerns(ceiling, one) && concerns(floor, one)),
    );
    if (!lower) return [];
    const detail = `Le plancher de ${floor.percent} % du segment « ${floor.segment} » dépasse son plafond de ${lower.percent} %.`;
    return [wrong(`/rules/floors/${at}/percent`, 'above-ceiling', detail)];
  });
}

function wrongCoverage({ rules, employers }: PlanInputs): FieldError[] {
  const known = new Set(employers.map((one) => one.territoryClass));
  return rules.coverage.flatMap(({ territoryClass, percent }, at) => {
    const here = `/rules/coverage/${at}`;
    const errors: FieldError[] = [];
    if (!known.has(territoryClass))
      errors.push(
        wrong(
          `${here}/territoryClass`,
          'unknown',
          `Aucun prospect n’est de la catégorie « ${territoryClass} ».`,
        ),
      );
    if (!isPercent(percent))
      errors.push(
        wrong(`${here}/percent`, 'out-of-range', `Une part est entre 0 et 100 % (reçu : ${percent}).`),
      );
    if (rules.coverage.findIndex((one) => one.territoryClass === territoryClass) < at)
      errors.push(
        wrong(here, 'overlap', `Deux parts portent sur la catégorie « ${territoryClass} » : gardez-en une.`),
      );
    return errors;
  });
}

function wrongPairs({ pins, forbids, employers, structures }: PlanInputs): FieldError[] {
  const known = {
    employers: new Set(employers.map((one) => one.employerId)),
    structures: new Set(structures.map((one) => one.structureId)),
  };
  const unknown = (rules: readonly PairRule[], pointer: string) =>
    rules.flatMap(({ employerId, structureId }, at) => [
      ...(known.employers.has(employerId)
        ? []
        : [
            wrong(
              `${pointer}/${at}/employerId`,
              'unknown',
              `L’employeur ${employerId} n’est pas de ce plan.`,
            ),
          ]),
      ...(known.structures.has(structureId)
        ? []
        : [
            wrong(
              `${pointer}/${at}/structureId`,
              'unknown',
              `La structure ${structureId} n’est pas de ce plan.`,
            ),
          ]),
    ]);
  const forbidden = new Set(forbids.map((one) => `${one.employerId} ${one.structureId}`));
  const pinned = new Map<string, number>();
  const clashes = pins.flatMap(({ employerId, structureId }, at) => {
    const first = pinned.get(employerId) ?? at;
    pinned.set(employerId, first);
    if (first < at)
      return [
        wrong(
          `/pins/${at}`,
          'overlap',
          `L’employeur ${employerId} est épinglé deux fois : gardez une épingle.`,
        ),
      ];
    if (!forbidden.has(`${employerId} ${structureId}`)) return [];
    return [
      wrong(
        `/pins/${at}`,
        'contradiction',
        `L’employeur ${employerId} est épinglé et interdit à la même structure.`,
      ),
    ];
  });
  return [...unknown(pins, '/pins'), ...unknown(forbids, '/forbids'), ...clashes];
}

const isPercent = (percent: number): boolean => percent >= 0 && percent <= 100;

const wrong = (pointer: string, code: string, detail: string): FieldError => ({ pointer, code, detail });
