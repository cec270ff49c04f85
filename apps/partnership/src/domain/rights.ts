import { Forbidden, NotFound } from '#domain/refused';
import type { Agent } from './agent';
import type { Partner } from './partner';

/** What the rules of sight need of a caller, whatever the door (BR-123). */
export interface Who {
  readonly kind: 'person' | 'machine' | 'operator';
  readonly partnerId: string | null;
  readonly unitId: string | null;
  readonly territoryId: string | null;
  readonly roles: readonly string[];
}

const is = (who: Who, ...roles: string[]): boolean => roles.some((role) => who.roles.includes(role));

const coordinates = (who: Who, territoryIds: readonly string[]): boolean =>
  is(who, 'COORDINATOR') && who.territoryId !== null && territoryIds.includes(who.territoryId);

const pilots = (who: Who, territoryIds: readonly string[]): boolean =>
  is(who, 'PILOT') && who.territoryId !== null && territoryIds.includes(who.territoryId);

/** A partner reads itself; a coordinator and a pilot read those of their territory; the operator reads all. */
export const seesPartner = (who: Who, partner: Partner): boolean =>
  who.kind === 'operator' ||
  who.partnerId === partner.partnerId ||
  coordinates(who, partner.territoryIds) ||
  pilots(who, partner.territoryIds);

/** Agent = own unit, manager = partner, coordinator = territory: names and addresses go no further (BR-123). */
export const seesAgent = (who: Who, agent: Agent, partner: Partner): boolean =>
  who.kind === 'operator' ||
  coordinates(who, partner.territoryIds) ||
  (who.kind === 'person' &&
    who.partnerId === agent.partnerId &&
    (is(who, 'UNIT_MANAGER') || who.unitId === agent.unitId));

/** A territory is read by those who take part in it: `own` are the territories of the caller's partner. */
export const seesTerritory = (who: Who, territoryId: string, own: readonly string[]): boolean =>
  who.kind === 'operator' || who.territoryId === territoryId || own.includes(territoryId);

/** The operator, and the coordinator inside its own territory. Throws Forbidden for those who may only read. */
export function mustGovern(who: Who, territoryIds: readonly string[]): void {
  if (who.kind === 'operator') return;
  const inside = territoryIds.length > 0 && territoryIds.every((one) => one === who.territoryId);
  if (!is(who, 'COORDINATOR') || !inside)
    throw new Forbidden(
      'not-the-coordinator',
      'Seul le coordonnateur de ce territoire, ou l’exploitant, peut faire ce changement.',
    );
}

/** A partner of several territories is changed by the coordinator of one of them. */
export function mustGovernPartner(who: Who, partner: Partner): void {
  if (coordinates(who, partner.territoryIds)) return;
  mustGovern(who, partner.territoryIds);
}

/** The fields of an agent that its own unit manager may set. */
const MANAGED = new Set(['capacityPerMonth', 'absentFrom', 'absentUntil']);

/** A unit manager states the capacity and the absences of its partner's agents, nothing else. */
export function mustChangeAgent(who: Who, partner: Partner, fields: readonly string[]): void {
  const manages = who.kind === 'person' && is(who, 'UNIT_MANAGER') && who.partnerId === partner.partnerId;
  if (manages && fields.every((field) => MANAGED.has(field))) return;
  mustGovernPartner(who, partner);
}

/** What the caller may not see does not exist for it. */
export function mustSee(sees: boolean): void {
  if (!sees) throw new NotFound('not-found', 'Cet objet n’existe pas, ou pas pour vous.');
}
