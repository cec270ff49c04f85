import { kilometresBetween } from './distance';
import type { MicroPosts } from './instance';
import type { Position } from './plan-inputs';
import { byText } from './stable-hash';
import { transport } from './transport';

/** An agent of a unit: its visits in the period (BR-26), and where it sets out from. */
export interface AgentInput {
  readonly agentId: string;
  readonly visits: number;
  readonly position: Position | null;
}

/** A prospect of the unit: what the visit is worth, and where it is. */
export interface UnitProspect {
  readonly employerId: string;
  readonly value: MicroPosts;
  readonly position: Position | null;
}

/** Whom each agent visits; null for a prospect that is beyond the visits of all agents together. */
export interface AgentProspect {
  readonly employerId: string;
  readonly agentId: string | null;
}

/**
 * A unit's prospects shared among its agents, exactly: as much worth as their visits allow, by the shortest ways. Each
 * takes its even share of the work, in proportion to its visits, so that who lives nearest is not who works most. Where
 * a distance is not known, all agents are as near as the farthest. In the order of employers' ids.
 */
export function shareAmongAgents(
  prospects: readonly UnitProspect[],
  agents: readonly AgentInput[],
  travelPerKilometre: MicroPosts,
): AgentProspect[] {
  const staff = [...agents].sort((a, b) => byText(a.agentId, b.agentId));
  const ordered = [...prospects].sort((a, b) => byText(a.employerId, b.employerId));
  const travel = ordered.map((prospect) => travelsOf(prospect, staff, travelPerKilometre));
  // More than any way costs: a prospect is never left out for its way, and a dearer one goes before a cheaper one.
  const farthest = Math.max(0, ...travel.flatMap((costs) => costs.map((cost) => cost ?? 0)));
  const rows = ordered.map(({ value }, at) =>
    travel[at]!.map((cost, agent) => [agent, value + 1 + farthest - (cost ?? farthest)] as const),
  );
  const { assignedTo } = transport(rows, evenShares(ordered.length, staff));
  return ordered.map(({ employerId }, at) => ({
    employerId,
    agentId: staff[assignedTo[at]!]?.agentId ?? null,
  }));
}

function travelsOf(
  { position }: UnitProspect,
  staff: readonly AgentInput[],
  travelPerKilometre: MicroPosts,
): (MicroPosts | null)[] {
  return staff.map((agent) => {
    const kilometres = kilometresBetween(agent.position, position);
    return kilometres === null ? null : Math.round(2 * kilometres * travelPerKilometre);
  });
}

/** Each agent's share of the prospects, rounded up, and never more than its visits. */
function evenShares(prospects: number, staff: readonly AgentInput[]): number[] {
  const all = staff.reduce((sum, agent) => sum + agent.visits, 0);
  return staff.map(({ visits }) => (all === 0 ? 0 : Math.min(visits, Math.ceil((prospects * visits) / all))));
}
