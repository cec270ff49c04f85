import type { Explanation } from './plan';

/** GET /v1/employers?siret= of `segmentation`: what the registry and the partners' files say. */
export interface Employer {
  employerId: string;
  siret: string;
  /** null for a sole trader. */
  publicName: string | null;
  address: string | null;
  communeName: string | null;
  nafCode: string | null;
  nafLabel: string | null;
  headcountLabel: string;
  active: boolean;
  partialDiffusion: boolean;
  segment: { code: string; label: string; because: string } | null;
  knownByPartners: number;
  /** Which they are: for coordinators alone (BR-14). */
  knownBy: { partnerId: string; name: string }[] | null;
}

/** GET /v1/plans/why?siret=&on=: who led an employer on a day, computed again from that day's data and policy. */
export interface Why {
  on: string;
  partnerId: string | null;
  partnerName: string | null;
  /** What was told when the lead began. */
  because: string | null;
  planId: string | null;
  planName: string | null;
  policyVersion: number | null;
  inputsIntact: boolean | null;
  /** The plan computed again gives what was recorded; null when no plan gave the employer. */
  agrees: boolean | null;
  sentence: string;
  explanation: Explanation | null;
}
