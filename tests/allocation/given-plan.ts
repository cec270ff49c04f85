import type { Knowledge } from '#allocation/inputs';
import type {
  EmployerInput,
  PlanInputs,
  PlanRules,
  PlanWeights,
  StructureInput,
} from '#allocation/plan-inputs';

/** Weights that are easy to reckon with: 0.5 post a visit, 63 % of it from 2 hires on. */
export const WEIGHTS: PlanWeights = {
  visitEffect: 500_000,
  hiresScale: 2,
  relationPercent: 20,
  travelPerKilometre: 1_250,
  incumbency: 30_000,
  publication: 10_000,
  nextBestMinimumPercent: 50,
};

export const NO_RULES: PlanRules = {
  floors: [],
  ceilings: [],
  coverage: [],
  floorPenalty: 500_000,
  coveragePenalty: 400_000,
};

export const METZ = { latitude: 49.1193, longitude: 6.1757 };
export const WOIPPY = { latitude: 49.1511, longitude: 6.1515 };

/** A structure of a partner of its own: `ml` is the unit of the partner `p-ml`. */
export const structure = (structureId: string, own: Partial<StructureInput> = {}): StructureInput => ({
  structureId,
  partnerId: `p-${structureId}`,
  kind: 'PLIE',
  name: `Structure ${structureId}`,
  capacity: 10,
  taken: 0,
  position: null,
  ...own,
});

export const employer = (employerId: string, own: Partial<EmployerInput> = {}): EmployerInput => ({
  employerId,
  segment: 'HIDDEN',
  territoryClass: null,
  audience: 'TPE',
  expectedHires: 2,
  capturedShare: 0,
  position: null,
  knowledge: [],
  lockedBy: [],
  closedTo: [],
  incumbent: null,
  published: null,
  contactableFrom: null,
  ...own,
});

/** What the partner of a structure knows. */
export const knows = (structureId: string, score: number, since = '2026-01-01'): Knowledge => ({
  partnerId: `p-${structureId}`,
  score,
  since,
  grounds: '1 visite tenue',
});

export const planInputs = (
  structures: readonly StructureInput[],
  employers: readonly EmployerInput[],
  own: Partial<PlanInputs> = {},
): PlanInputs => ({
  territoryId: 'metz',
  planId: 'plan',
  weights: WEIGHTS,
  rules: NO_RULES,
  affinities: {},
  segments: ['HIDDEN', 'KNOWN', 'BIG'],
  structures,
  employers,
  pins: [],
  forbids: [],
  ...own,
});
