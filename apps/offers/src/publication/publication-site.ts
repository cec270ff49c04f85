import type { SiteAnswer } from '../domain/attempt';

export type { SiteAnswer } from '../domain/attempt';

/** What a site is asked to show. A later `revision` of the same key replaces an earlier one, whatever comes first. */
export interface PublicationOrder {
  readonly revision: number;
  readonly title: string;
  readonly romeCode: string;
  readonly communeCode: string;
  readonly positions: number;
  readonly employerName: string | null;
  /** The collecting partner, who stays the contact. */
  readonly contact: string | null;
}

/**
 * The site on which unfilled offers are published. It has been an API, a file drop and a form: one adapter each. An
 * adapter never throws and never waits for ever: what it does not know it calls `unknown`, and the same key is tried
 * again.
 */
export interface PublicationSite {
  /** Publishes, or updates: a receipt, a refusal with its reason, or unknown. */
  publish(order: PublicationOrder, idempotencyKey: string): Promise<SiteAnswer>;
  /** Takes back what stands under the key, also when nothing does: retracted, or unknown. */
  retract(revision: number, idempotencyKey: string): Promise<SiteAnswer>;
}

export const PUBLICATION_SITE = Symbol('the site on which offers are published');
