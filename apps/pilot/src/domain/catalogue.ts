import type { Definition } from './definition';
import { bmoRecontact } from './indicators/bmo-recontact';
import { coverage } from './indicators/coverage';
import { crossedEmployersIndicator } from './indicators/crossed-employers';
import { filledInFifteenDays } from './indicators/filled-in-15-days';
import { knownBySeveral } from './indicators/known-by-several';
import { newEmployers } from './indicators/new-employers';
import { planHeld } from './indicators/plan-held';
import { redundancy } from './indicators/redundancy';
import { silentFeeds } from './indicators/silent-feeds';
import { takenInFiveDays } from './indicators/taken-in-5-days';
import { tensePositions } from './indicators/tense-positions';
import { vacantPositions } from './indicators/vacant-positions';

/** The tiles of the pilot's page, in their order. */
export const TILES: readonly Definition[] = [
  vacantPositions,
  tensePositions,
  redundancy,
  coverage,
  takenInFiveDays,
  bmoRecontact,
];

/** Every indicator, each defined once. */
export const CATALOGUE: readonly Definition[] = [
  ...TILES,
  crossedEmployersIndicator,
  filledInFifteenDays,
  newEmployers,
  planHeld,
  knownBySeveral,
  silentFeeds,
];
