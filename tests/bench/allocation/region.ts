import type { Draw } from '../../support/draw';
import type { Size } from './sizes';

/** Sectors: share of establishments, how young and how bound by clauses the hiring is, hires against the mean. */
export const SECTORS = [
  { share: 0.2, youth: 0.7, clauses: 0.15, hiring: 1.0 }, // commerce
  { share: 0.12, youth: 0.9, clauses: 0.25, hiring: 2.2 }, // hôtels, cafés, restaurants
  { share: 0.13, youth: 0.45, clauses: 0.8, hiring: 1.1 }, // bâtiment
  { share: 0.09, youth: 0.3, clauses: 0.35, hiring: 0.9 }, // industrie
  { share: 0.2, youth: 0.35, clauses: 0.3, hiring: 1.2 }, // services
  { share: 0.11, youth: 0.35, clauses: 0.45, hiring: 1.3 }, // santé, social
  { share: 0.05, youth: 0.3, clauses: 0.4, hiring: 1.3 }, // transport
  { share: 0.04, youth: 0.35, clauses: 0.95, hiring: 1.8 }, // propreté, espaces verts
  { share: 0.06, youth: 0.3, clauses: 0.85, hiring: 0.8 }, // public, associations
] as const;

/** Networks: share of structures, prospecting staff, visits a person and week, how often they reach next door. */
const NETWORKS = [
  { kind: 'PE', share: 0.163, staff: [4, 10], pace: 4, reach: 0.12 },
  { kind: 'ML', share: 0.08, staff: [2, 5], pace: 3.5, reach: 0.25 },
  { kind: 'PLIE', share: 0.033, staff: [1, 4], pace: 3.5, reach: 0.2 },
  { kind: 'CAP', share: 0.02, staff: [1, 4], pace: 3.5, reach: 1 },
  { kind: 'SIAE', share: 0.704, staff: [0.4, 1.2], pace: 3, reach: 0.18 },
] as const;

const WEEKS = 13;
/** A bassin's towns, the first at its centre: the weight of the k-th is 1/k. */
const TOWNS = 12;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Structure {
  readonly kind: (typeof NETWORKS)[number]['kind'];
  readonly sector: number;
  readonly at: Point;
  readonly capacity: number;
  /** Its own bassin first. */
  readonly bassins: readonly number[];
}

export interface Bassin {
  readonly weight: number;
  readonly towns: readonly Point[];
  /** Structures that cover it. */
  readonly covering: number[];
}

export interface Region {
  readonly bassins: readonly Bassin[];
  readonly structures: readonly Structure[];
}

/** Bassins on a map, and the structures that cover them; Cap emploi covers three or four, others now and then two. */
export function regionOf(draw: Draw, { structures, bassins }: Size): Region {
  const width = bassins === 1 ? 40 : Math.sqrt(bassins) * 38;
  const places = Array.from({ length: bassins }, () => aBassin(draw, width));
  const near = places.map((from) =>
    places
      .map((to, at) => ({ at, far: distance(from.towns[0]!, to.towns[0]!) }))
      .sort((a, b) => a.far - b.far)
      .slice(1, 5)
      .map(({ at }) => at),
  );
  const pickBassin = picker(places.map(({ weight }) => weight));
  const pickNetwork = picker(NETWORKS.map(({ share }) => share));
  const all = Array.from({ length: structures }, (_, at) => {
    // Every bassin has its agency and its mission locale before chance has its say.
    const home = at < 2 * bassins ? at % bassins : pickBassin(draw);
    const network = NETWORKS[at < bassins ? 0 : at < 2 * bassins ? 1 : pickNetwork(draw)]!;
    const next = network.kind === 'CAP' ? draw.whole(2, 3) : draw.chance(network.reach) ? 1 : 0;
    const covered = [home, ...near[home]!.slice(0, next)];
    for (const bassin of covered) places[bassin]!.covering.push(at);
    const [least, most] = network.staff;
    const visits = (least + (most - least) * draw.share()) * network.pace * WEEKS;
    return {
      kind: network.kind,
      sector: draw.whole(0, SECTORS.length - 1),
      at: aTown(draw, places[home]!),
      capacity: Math.max(4, Math.round(visits)),
      bassins: covered,
    };
  });
  return { bassins: places, structures: all };
}

function aBassin(draw: Draw, width: number): Bassin {
  const centre = { x: draw.share() * width, y: draw.share() * width };
  const towns = Array.from({ length: TOWNS }, (_, at) => {
    if (at === 0) return centre;
    const far = 4 + 16 * Math.sqrt(draw.share());
    const angle = 2 * Math.PI * draw.share();
    return { x: centre.x + far * Math.cos(angle), y: centre.y + far * Math.sin(angle) };
  });
  return { weight: Math.exp(0.55 * spread(draw)), towns, covering: [] };
}

const pickTown = picker(Array.from({ length: TOWNS }, (_, at) => 1 / (at + 1)));
export const aTown = (draw: Draw, { towns }: Bassin): Point => towns[pickTown(draw)]!;

/** Chooses an index, each as often as its weight says. */
export function picker(weights: readonly number[]): (draw: Draw) => number {
  const total = weights.reduce((all, one) => all + one, 0);
  let below = 0;
  const upTo = weights.map((one) => {
    below += one / total;
    return below;
  });
  return (draw) => {
    const share = draw.share();
    const at = upTo.findIndex((limit) => share < limit);
    return at < 0 ? weights.length - 1 : at;
  };
}

/** Around 0, nearly normal, about 1 wide. */
export const spread = (draw: Draw): number => (draw.share() + draw.share() + draw.share() - 1.5) * 2;

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
