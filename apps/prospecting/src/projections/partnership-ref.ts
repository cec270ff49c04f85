import {
  AgentChanged,
  PartnerRegistered,
  PartnerUnitChanged,
  PolicyAdopted,
  TerritoryDefined,
} from '#contracts/partnership';
import { project, projection } from '#messaging/projections';
import { lastBy, upsert } from './upsert';

/** Partners, units, agents' capacities, territories and dated policies. */
export const partnershipRef = projection(
  'partnership_ref',
  { tables: ['partner_ref', 'unit_ref', 'agent_ref', 'territory_ref', 'policy_ref'] },
  [
    project(PartnerRegistered, (tx, table, facts) =>
      upsert(
        tx,
        table('partner_ref'),
        'partner_id',
        {
          partner_id: 'uuid',
          code: 'text',
          kind: 'text',
          name: 'text',
          territory_ids: 'uuid[]',
          siren: 'text',
        },
        lastBy(facts, (one) => one.partnerId).map((one) => ({
          partner_id: one.partnerId,
          code: one.code,
          kind: one.kind,
          name: one.name,
          territory_ids: one.territoryIds,
          siren: one.siren ?? null,
        })),
      ),
    ),
    project(PartnerUnitChanged, (tx, table, facts) =>
      upsert(
        tx,
        table('unit_ref'),
        'unit_id',
        {
          unit_id: 'uuid',
          partner_id: 'uuid',
          name: 'text',
          commune_code: 'text',
          open: 'boolean',
          siret: 'text',
        },
        lastBy(facts, (one) => one.unitId).map((one) => ({
          unit_id: one.unitId,
          partner_id: one.partnerId,
          name: one.name,
          commune_code: one.communeCode,
          open: one.open,
          siret: one.siret ?? null,
        })),
      ),
    ),
    project(AgentChanged, (tx, table, facts) =>
      upsert(
        tx,
        table('agent_ref'),
        'agent_id',
        {
          agent_id: 'uuid',
          partner_id: 'uuid',
          unit_id: 'uuid',
          capacity_per_month: 'int',
          active: 'boolean',
          absent_from: 'date',
          absent_until: 'date',
        },
        lastBy(facts, (one) => one.agentId).map((one) => ({
          agent_id: one.agentId,
          partner_id: one.partnerId,
          unit_id: one.unitId,
          capacity_per_month: one.capacityPerMonth,
          active: one.active,
          absent_from: one.absentFrom ?? null,
          absent_until: one.absentUntil ?? null,
        })),
      ),
    ),
    project(TerritoryDefined, (tx, table, facts) =>
      upsert(
        tx,
        table('territory_ref'),
        'territory_id',
        { territory_id: 'uuid', name: 'text', zone: 'text', body: 'jsonb', quorum: 'int' },
        lastBy(facts, (one) => one.territoryId).map((one) => ({
          territory_id: one.territoryId,
          name: one.name,
          zone: one.timeZone,
          body: one.body,
          quorum: one.quorum,
        })),
      ),
    ),
    project(PolicyAdopted, (tx, table, facts) =>
      upsert(
        tx,
        table('policy_ref'),
        'territory_id, version',
        { territory_id: 'uuid', version: 'int', effective_from: 'timestamptz', parameters: 'jsonb' },
        lastBy(facts, (one) => `${one.territoryId} ${one.version}`).map((one) => ({
          territory_id: one.territoryId,
          version: one.version,
          effective_from: one.effectiveFrom,
          parameters: one.parameters,
        })),
      ),
    ),
  ],
);
