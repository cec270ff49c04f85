import type { Problem } from './problem';
import { concerns } from './quotas';

/** What the committee should know before it reads the plan. A warning refuses nothing. */
export interface PlanWarning {
  readonly code:
    | 'STRUCTURE_COVERS_NOTHING'
    | 'FLOOR_ABOVE_SUPPLY'
    | 'FLOORS_ABOVE_CAPACITY'
    | 'COVERAGE_ABOVE_SUPPLY'
    | 'PIN_CLOSED';
  /** JSON pointer into the inputs. */
  readonly pointer: string;
  /** A French sentence. */
  readonly detail: string;
}

type Bare = Omit<Problem, 'warnings'>;

/** Structures that cover nothing, pins on a closed employer, wishes that no plan can meet. */
export function warningsOf(problem: Bare): PlanWarning[] {
  const supply = supplyOf(problem);
  return [
    ...idleStructures(problem),
    ...floorsAboveSupply(problem, supply.bySegment),
    ...floorsAboveCapacity(problem),
    ...coverageAboveSupply(problem, supply.byClass),
    ...closedPins(problem),
  ];
}

/** Employers that somebody may visit, by bin and by class. */
function supplyOf({ instance }: Bare): { bySegment: Int32Array; byClass: Int32Array } {
  const bySegment = new Int32Array(instance.structures * instance.segments);
  const byClass = new Int32Array(instance.classes);
  for (let employer = 0; employer < instance.employers; employer++) {
    const [from, until] = [instance.firstPair[employer]!, instance.firstPair[employer + 1]!];
    for (let pair = from; pair < until; pair++)
      bySegment[instance.pairStructure[pair]! * instance.segments + instance.segmentOf[employer]!]! += 1;
    if (until > from && instance.classOf[employer]! >= 0) byClass[instance.classOf[employer]!]! += 1;
  }
  return { bySegment, byClass };
}

function idleStructures({ instance, structures, inputs }: Bare): PlanWarning[] {
  const busy = new Set(instance.pairStructure);
  return structures.flatMap((structure, at) => {
    if (busy.has(at)) return [];
    const pointer = `/structures/${inputs.structures.indexOf(structure)}`;
    const detail = `${structure.name} n’a aucun prospect qu’elle puisse visiter.`;
    return [{ code: 'STRUCTURE_COVERS_NOTHING', pointer, detail }];
  });
}

function floorsAboveSupply(
  { instance, structures, segments, inputs }: Bare,
  supply: Int32Array,
): PlanWarning[] {
  return inputs.rules.floors.flatMap((quota, at) => {
    const segment = segments.indexOf(quota.segment);
    const short = structures.flatMap((structure, index) => {
      const bin = index * segments.length + segment;
      return concerns(quota, structure) && instance.floor[bin]! > supply[bin]!
        ? [`${structure.name} (${instance.floor[bin]} visites, ${supply[bin]} prospects)`]
        : [];
    });
    if (short.length === 0) return [];
    const detail = `Plancher de « ${quota.segment} » hors d’atteinte, faute de prospects : ${short.join(' ; ')}.`;
    return [{ code: 'FLOOR_ABOVE_SUPPLY', pointer: `/rules/floors/${at}`, detail }];
  });
}

function floorsAboveCapacity({ instance, structures, segments }: Bare): PlanWarning[] {
  const short = structures.filter((_, at) => {
    const floors = instance.floor.subarray(at * segments.length, (at + 1) * segments.length);
    return floors.reduce((sum, one) => sum + one, 0) > instance.capacity[at]!;
  });
  if (short.length === 0) return [];
  const detail = `Les planchers demandent ensemble plus que la capacité : ${short.map((one) => one.name).join(', ')}.`;
  return [{ code: 'FLOORS_ABOVE_CAPACITY', pointer: '/rules/floors', detail }];
}

function coverageAboveSupply({ instance, classes, inputs }: Bare, supply: Int32Array): PlanWarning[] {
  return inputs.rules.coverage.flatMap(({ territoryClass }, at) => {
    const index = classes.indexOf(territoryClass);
    if (instance.coverage[index]! <= supply[index]!) return [];
    const detail = `« ${territoryClass} » : ${instance.coverage[index]} prospects à couvrir, ${supply[index]} que quelqu’un peut visiter.`;
    return [{ code: 'COVERAGE_ABOVE_SUPPLY', pointer: `/rules/coverage/${at}`, detail }];
  });
}

function closedPins({ inputs, holds, employerAt }: Bare): PlanWarning[] {
  return inputs.pins.flatMap(({ employerId }, at) => {
    if (holds.get(employerAt.get(employerId)!)?.by === 'COMMITTEE') return [];
    const detail = `L’épingle de l’employeur ${employerId} est sans effet : il n’est pas ouvert à ce partenaire.`;
    return [{ code: 'PIN_CLOSED', pointer: `/pins/${at}`, detail }];
  });
}
