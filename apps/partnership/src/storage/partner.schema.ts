import { EntitySchema } from 'typeorm';
import type { Agent } from '../domain/agent';
import type { Partner, PartnerUnit } from '../domain/partner';

export const PartnerSchema = new EntitySchema<Partner>({
  name: 'partner',
  columns: {
    partnerId: { type: 'uuid', primary: true, name: 'partner_id' },
    code: { type: 'text' },
    kind: { type: 'text' },
    name: { type: 'text' },
    territoryIds: { type: 'uuid', array: true, name: 'territory_ids' },
    siren: { type: 'text', nullable: true },
  },
});

export const PartnerUnitSchema = new EntitySchema<PartnerUnit>({
  name: 'partner_unit',
  columns: {
    unitId: { type: 'uuid', primary: true, name: 'unit_id' },
    partnerId: { type: 'uuid', name: 'partner_id' },
    code: { type: 'text' },
    name: { type: 'text' },
    communeCode: { type: 'text', name: 'commune_code' },
    open: { type: 'boolean' },
    siret: { type: 'text', nullable: true },
  },
});

export const AgentSchema = new EntitySchema<Agent>({
  name: 'agent',
  columns: {
    agentId: { type: 'uuid', primary: true, name: 'agent_id' },
    partnerId: { type: 'uuid', name: 'partner_id' },
    unitId: { type: 'uuid', name: 'unit_id' },
    displayName: { type: 'text', name: 'display_name' },
    email: { type: 'text' },
    roles: { type: 'text', array: true },
    territoryId: { type: 'uuid', name: 'territory_id', nullable: true },
    capacityPerMonth: { type: 'integer', name: 'capacity_per_month' },
    active: { type: 'boolean' },
    absentFrom: { type: 'date', name: 'absent_from', nullable: true },
    absentUntil: { type: 'date', name: 'absent_until', nullable: true },
  },
});
