import type { Recontact } from './recontact';

/** Who asks, as far as recontacts go. */
export interface Asker {
  readonly partnerId: string | null;
  readonly unitId: string | null;
  readonly territoryId: string | null;
  /** A manager and a partner's machine act for the whole partner, an agent for its own unit. */
  readonly acts: 'UNIT' | 'PARTNER' | 'TERRITORY';
}

/** Who may see a recontact: the partner that it was assigned to (an agent, of its own unit), and the coordinator (BR-123). */
export const mayRead = (recontact: Recontact, asker: Asker): boolean =>
  asker.acts === 'TERRITORY'
    ? asker.territoryId === null || asker.territoryId === recontact.territoryId
    : mayAct(recontact, asker);

/** Who may report on it: the partner that it was assigned to, and nobody else. */
export const mayAct = (recontact: Recontact, asker: Asker): boolean =>
  asker.partnerId !== null &&
  recontact.partnerId === asker.partnerId &&
  (asker.acts !== 'UNIT' || recontact.unitId === null || recontact.unitId === asker.unitId);
