import type { Draw } from '../../support/draw';
import {
  aTown,
  type Bassin,
  distance,
  type Point,
  picker,
  type Region,
  SECTORS,
  type Structure,
  spread,
} from './region';

/** Establishments by size: share, staff, hires a year, how often nobody has gone there for a year. */
const STAFF = [
  { share: 0.805, least: 1, most: 9, hires: 0.55, hidden: 0.8 },
  { share: 0.09, least: 10, most: 19, hires: 3, hidden: 0.55 },
  { share: 0.062, least: 20, most: 49, hires: 7, hidden: 0.33 },
  { share: 0.024, least: 50, most: 99, hires: 15, hidden: 0 },
  { share: 0.014, least: 100, most: 249, hires: 35, hidden: 0 },
  { share: 0.005, least: 250, most: 1500, hires: 90, hidden: 0 },
] as const;

export const HIDDEN = 0;
export const KNOWN = 1;
export const LARGE = 2;

export interface Employer {
  readonly segment: typeof HIDDEN | typeof KNOWN | typeof LARGE;
  readonly staff: number;
  readonly sector: number;
  readonly at: Point;
  /** Posts that a visit would bring, were the visitor's public exactly the employer's. */
  readonly uplift: number;
  /** Structures that know it, and by how much the better. */
  readonly relations: ReadonlyMap<number, number>;
  /** The structure that leads it, or -1. */
  readonly incumbent: number;
}

const pickStaff = picker(STAFF.map(({ share }) => share));
const pickSector = picker(SECTORS.map(({ share }) => share));

export function anEmployer(draw: Draw, region: Region, bassin: Bassin): Employer {
  const sector = pickSector(draw);
  const size = STAFF[pickStaff(draw)]!;
  const staff = Math.round(size.least + (size.most - size.least) * draw.share() * draw.share());
  const hires = size.hires * SECTORS[sector]!.hiring * Math.exp(0.8 * spread(draw) - 0.32);
  const hidden = draw.chance(size.hidden);
  const captured = hidden ? 0.1 + 0.25 * draw.share() : 0.45 + 0.4 * draw.share();
  const town = aTown(draw, bassin);
  const { relations, incumbent } = known(draw, region, bassin, hidden, staff);
  return {
    segment: staff >= 50 || relations.size >= 3 ? LARGE : hidden ? HIDDEN : KNOWN,
    staff,
    sector,
    at: { x: town.x + 1.5 * spread(draw), y: town.y + 1.5 * spread(draw) },
    uplift: 0.95 * (1 - Math.exp((-hires * (1 - captured)) / 3)),
    relations,
    incumbent,
  };
}

/** Who knows the employer: larger structures more often, the hidden market hardly anybody. */
function known(draw: Draw, { structures }: Region, { covering }: Bassin, hidden: boolean, staff: number) {
  const asked = hidden ? (draw.chance(0.12) ? 1 : 0) : staff >= 50 ? draw.whole(2, 4) : draw.whole(1, 3);
  const relations = new Map<number, number>();
  let [last, incumbent] = [365, -1];
  for (let turn = 0; turn < Math.min(asked, covering.length); turn++) {
    const [one, other] = [draw.one(covering), draw.one(covering)];
    const knows = structures[other]!.capacity > structures[one]!.capacity ? other : one;
    const days = hidden ? 300 + 800 * draw.share() : 10 + 600 * draw.share();
    const placements = Math.floor(4 * draw.share() * draw.share());
    relations.set(knows, 0.5 * Math.exp(-days / 365) + 0.12 * Math.log1p(placements));
    if (days < last) [last, incumbent] = [days, knows];
  }
  return { relations, incumbent };
}

/** What a visit of the structure is worth, in micro-posts; 0 or less when it is not worth making (allocation.md, 2.3). */
export function worthOf(draw: Draw, employer: Employer, index: number, structure: Structure): number {
  const near = affinityOf(employer, structure) * (1 + 0.24 * (draw.share() + draw.share() - 1));
  const relation = 1 + (employer.relations.get(index) ?? 0);
  const travel = 0.0025 * distance(employer.at, structure.at);
  const incumbency = employer.incumbent === index ? 0.03 : 0;
  return Math.round((employer.uplift * near * relation - travel + incumbency) * 1e6);
}

function affinityOf({ sector, staff }: Employer, structure: Structure): number {
  const { youth, clauses } = SECTORS[sector]!;
  switch (structure.kind) {
    case 'PE':
      return 0.78;
    case 'ML':
      return 0.45 + 0.6 * youth;
    case 'PLIE':
      return 0.4 + 0.5 * clauses;
    case 'CAP':
      return staff >= 20 ? 0.9 : 0.3;
    case 'SIAE':
      return 0.32 + 0.5 * clauses + (structure.sector === sector ? 0.25 : 0);
  }
}
