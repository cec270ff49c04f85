import { NotFound } from '#domain/refused';
import type { CallerIdentity, Role } from '#service/identity';
import type { Plan } from './domain/plan';

/** Who steers a plan, who reads its board, who reads plans at all (BR-123). */
export const STEERS = { roles: ['COORDINATOR', 'OPERATOR'] as const };
export const READS_BOARD = { roles: ['UNIT_MANAGER', 'COORDINATOR', 'PILOT', 'OPERATOR'] as const };
export const READS = { roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR', 'PILOT', 'OPERATOR'] as const };

const WHOLE: readonly Role[] = ['COORDINATOR', 'PILOT', 'OPERATOR'];

/** Whose lines the caller may read: null for everybody's, else its own partner's. */
export const onlyPartnerOf = (caller: CallerIdentity): string | null =>
  caller.roles.some((role) => WHOLE.includes(role)) ? null : (caller.partnerId ?? caller.id);

/** Within its partner, an agent reads its own unit's prospects; null for all of them. */
export const onlyUnitOf = (caller: CallerIdentity): string | null =>
  caller.roles.some((role) => WHOLE.includes(role) || role === 'UNIT_MANAGER')
    ? null
    : (caller.unitId ?? caller.id);

export const seesTerritory = (caller: CallerIdentity, territoryId: string): boolean =>
  caller.roles.includes('OPERATOR') || caller.territoryId === territoryId;

/** A plan of another territory does not exist for the caller. */
export function mustSee(caller: CallerIdentity, plan: Plan): Plan {
  if (seesTerritory(caller, plan.territoryId)) return plan;
  throw new NotFound('plan-unknown', 'Ce plan n’existe pas.');
}
