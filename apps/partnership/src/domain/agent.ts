import { factOf } from '#contracts/contract';
import { AgentChanged } from '#contracts/partnership';
import { type Decision, decided, unchanged } from '#domain/decision';
import type { LocalDate } from '#domain/local-date';
import { Invalid } from '#domain/refused';
import { type PartnerUnit, stated } from './partner';

/** What a person of a partner may be; somebody may be several at once (BR-123). */
export const PERSON_ROLES = ['AGENT', 'UNIT_MANAGER', 'COORDINATOR', 'PILOT'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

/** A member of a partner's staff. The name and the e-mail never leave this service's tables. */
export interface Agent {
  readonly agentId: string;
  readonly partnerId: string;
  readonly unitId: string;
  readonly displayName: string;
  /** Lower case: one person an address. */
  readonly email: string;
  readonly roles: readonly PersonRole[];
  /** The territory that a coordinator or a pilot sees. */
  readonly territoryId: string | null;
  /** Visits that the agent can hold in a month; 0 when not declared (BR-26). */
  readonly capacityPerMonth: number;
  readonly active: boolean;
  readonly absentFrom: LocalDate | null;
  readonly absentUntil: LocalDate | null;
}

export type AgentChanges = Partial<Omit<Agent, 'agentId' | 'partnerId'>>;

/** Null ends an absence. */
const NULLABLE = ['absentFrom', 'absentUntil', 'territoryId'];

/** An agent arrives in a unit of its partner. */
export function welcomeAgent(agent: Agent, unit: PartnerUnit): Decision<Agent> {
  checkUnit(agent, unit);
  checkAbsence(agent);
  return decided(agent, agentChanged(agent));
}

/** An agent changes unit, name, roles, capacity or presence; a fact is told only for what others may know. */
export function changeAgent(agent: Agent, changes: AgentChanges, unit: PartnerUnit): Decision<Agent> {
  const next: Agent = { ...agent, ...stated(changes, NULLABLE) };
  checkUnit(next, unit);
  checkAbsence(next);
  const [before, after] = [agentChanged(agent), agentChanged(next)];
  if (JSON.stringify(before.data) !== JSON.stringify(after.data)) return decided(next, after);
  return JSON.stringify(agent) === JSON.stringify(next) ? unchanged(agent) : decided(next);
}

const agentChanged = (agent: Agent) =>
  factOf(AgentChanged, agent.partnerId, {
    partnerId: agent.partnerId,
    unitId: agent.unitId,
    agentId: agent.agentId,
    capacityPerMonth: agent.capacityPerMonth,
    active: agent.active,
    absentFrom: agent.absentFrom,
    absentUntil: agent.absentUntil,
  });

function checkUnit(agent: Agent, unit: PartnerUnit): void {
  if (unit.partnerId !== agent.partnerId || unit.unitId !== agent.unitId)
    throw invalid(
      '/unitId',
      'unit-unknown',
      'Cette structure n’est pas de ce partenaire : indiquez l’une des siennes.',
    );
  if (!unit.open && agent.active)
    throw invalid('/unitId', 'unit-closed', 'Cette structure est fermée : indiquez une structure ouverte.');
}

function checkAbsence({ absentFrom, absentUntil }: Agent): void {
  if (absentUntil && !absentFrom)
    throw invalid('/absentFrom', 'absence-without-start', 'Indiquez le premier jour de l’absence.');
  if (absentFrom && absentUntil && absentUntil < absentFrom)
    throw invalid('/absentUntil', 'absence-backwards', 'Le dernier jour de l’absence précède le premier.');
}

const invalid = (pointer: string, code: string, detail: string): Invalid =>
  new Invalid(code, detail, [{ pointer, code, detail }]);
