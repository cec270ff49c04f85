import type { PlanInputs, PlanRules } from '#allocation/plan-inputs';
import { employer, knows, METZ, NO_RULES, planInputs, structure } from './given-plan';

/** A sequence of numbers between 0 and 1 that a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const KINDS = ['POLE_EMPLOI', 'MISSION_LOCALE', 'PLIE', 'CAP_EMPLOI', 'SIAE'] as const;
const SEGMENTS = ['HIDDEN', 'KNOWN', 'BIG'];

/** An invented territory, crowded enough that visits are scarce. */
export function randomTerritory(
  seed: number,
  { employers = 60, structures = 6, rules = {} as Partial<PlanRules>, own = {} as Partial<PlanInputs> } = {},
): PlanInputs {
  const draw = seeded(seed);
  const whole = (most: number) => Math.floor(draw() * (most + 1));
  const near = () => ({
    latitude: METZ.latitude + (draw() - 0.5) / 2,
    longitude: METZ.longitude + (draw() - 0.5) / 2,
  });
  const units = Array.from({ length: structures }, (_, at) =>
    structure(`s${at}`, {
      // The last two are units of one partner.
      partnerId: `p-s${at === structures - 1 ? at - 1 : at}`,
      kind: KINDS[at % KINDS.length]!,
      capacity: 2 + whole(Math.ceil(employers / structures / 1.5)),
      position: near(),
    }),
  );
  const pool = Array.from({ length: employers }, (_, at) =>
    employer(`e${at}`, {
      segment: SEGMENTS[draw() < 0.6 ? 0 : 1 + whole(1)]!,
      territoryClass: draw() < 0.3 ? 'RURAL' : null,
      audience: draw() < 0.7 ? 'TPE' : 'PME',
      expectedHires: whole(80) / 10,
      capturedShare: whole(100) / 100,
      position: draw() < 0.95 ? near() : null,
      knowledge: units
        .slice(0, structures - 1)
        .filter(() => draw() < 0.3)
        .map((unit) => knows(unit.structureId, 1 + whole(99), `20${10 + whole(15)}-01-01`)),
      closedTo: draw() < 0.1 ? [{ partnerId: units[0]!.partnerId, reason: 'COOL_DOWN' as const }] : [],
      incumbent: draw() < 0.2 ? units[whole(structures - 1)]!.structureId : null,
    }),
  );
  return planInputs(units, pool, {
    affinities: {
      TPE: { MISSION_LOCALE: 70, PLIE: 65, SIAE: 65, POLE_EMPLOI: 50, CAP_EMPLOI: 30 },
      PME: { POLE_EMPLOI: 60, CAP_EMPLOI: 65, MISSION_LOCALE: 60 },
    },
    rules: { ...NO_RULES, ...rules },
    ...own,
  });
}
