import { Forbidden, NotFound, Refused } from '#domain/refused';

/** Who asks, as far as rights on prospects go (BR-123). */
export interface Asker {
  readonly partnerId: string | null;
  readonly unitId: string | null;
  readonly agentId: string | null;
  readonly territoryId: string | null;
  readonly roles: readonly string[];
  readonly kind: 'person' | 'machine' | 'operator';
}

/** Whose prospects an asker sees. */
export type Sight =
  | { readonly of: 'territory'; readonly territoryId: string }
  | { readonly of: 'partner'; readonly partnerId: string }
  | {
      readonly of: 'unit';
      readonly partnerId: string;
      readonly unitId: string | null;
      readonly agentId: string | null;
    };

/** BR-123: the coordination sees its territory, a manager or a key its partner, an agent its unit. */
export function sightOf(asker: Asker): Sight {
  const sees = (role: string) => asker.roles.includes(role);
  if (asker.territoryId && (sees('COORDINATOR') || sees('PILOT')))
    return { of: 'territory', territoryId: asker.territoryId };
  if (asker.partnerId && (asker.kind === 'machine' || sees('UNIT_MANAGER')))
    return { of: 'partner', partnerId: asker.partnerId };
  if (asker.partnerId && sees('AGENT'))
    return { of: 'unit', partnerId: asker.partnerId, unitId: asker.unitId, agentId: asker.agentId };
  throw new Forbidden(
    'no-prospects',
    'Votre compte n’est rattaché à aucun partenaire : adressez-vous à la coordination.',
  );
}

/** The partner in whose name the asker acts. */
export function partnerOf(asker: Asker): string {
  if (asker.partnerId) return asker.partnerId;
  throw new Forbidden(
    'no-partner',
    'Seul un partenaire peut faire cela : votre compte n’est rattaché à aucun.',
  );
}

/** Another partner's prospect does not exist for the asker (404, not 403: nothing leaks). */
export function mustBeOwn(partnerId: string, asker: Asker): void {
  if (partnerId !== asker.partnerId)
    throw new NotFound('lead-unknown', 'Ce prospect n’existe pas, ou n’est pas à votre structure.');
}

/** Whether the asker coordinates the territory. */
export const steers = (asker: Asker, territoryId: string): boolean =>
  asker.roles.includes('COORDINATOR') && asker.territoryId === territoryId;

/**
 * An agent acts on what it holds, on what nobody holds, and on what is held by those whom it stands in for (BR-36); a
 * manager, or its partner's software, on whatever is held.
 */
export function mustHold(heldBy: string | null, asker: Asker, backedUp: readonly string[]): void {
  const acts = asker.kind === 'machine' || asker.roles.includes('UNIT_MANAGER');
  if (acts || heldBy === null || heldBy === asker.agentId || backedUp.includes(heldBy)) return;
  throw new Refused(
    'held-by-a-colleague',
    'Un collègue a pris ce prospect : lui seul, ou votre responsable, peut le faire.',
  );
}

/** Another partner's unit does not exist for the asker. */
export function mustManageUnit(partnerId: string | null, asker: Asker): void {
  if (partnerId !== null && partnerId === asker.partnerId) return;
  throw new NotFound('unit-unknown', 'Cette structure n’existe pas, ou n’est pas de votre partenaire.');
}
