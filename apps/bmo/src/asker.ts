import type { CallerIdentity } from '#service/identity';
import type { Asker } from './domain/reach';

/** A caller as the rules on recontacts see it: the strongest of its roles counts. */
export function askerOf(caller: CallerIdentity): Asker {
  const { partnerId, unitId, territoryId, roles } = caller;
  const acts =
    roles.includes('COORDINATOR') || caller.kind === 'operator'
      ? 'TERRITORY'
      : caller.kind === 'machine' || roles.includes('UNIT_MANAGER')
        ? 'PARTNER'
        : 'UNIT';
  return { partnerId, unitId, territoryId, acts };
}
