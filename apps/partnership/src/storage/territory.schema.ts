import { EntitySchema } from 'typeorm';
import type { Agreement } from '../domain/agreement';
import type { PolicyVersion } from '../domain/policy';
import type { Territory } from '../domain/territory';

export const TerritorySchema = new EntitySchema<Territory>({
  name: 'territory',
  columns: {
    territoryId: { type: 'uuid', primary: true, name: 'territory_id' },
    code: { type: 'text' },
    name: { type: 'text' },
    grid: { type: 'text' },
    gridVersion: { type: 'text', name: 'grid_version' },
    timeZone: { type: 'text', name: 'time_zone' },
    communes: { type: 'text', array: true },
    body: { type: 'jsonb' },
    quorum: { type: 'integer' },
  },
});

export const PolicyVersionSchema = new EntitySchema<PolicyVersion>({
  name: 'policy_version',
  columns: {
    territoryId: { type: 'uuid', primary: true, name: 'territory_id' },
    version: { type: 'integer', primary: true },
    effectiveFrom: { type: 'timestamptz', name: 'effective_from' },
    parameters: { type: 'jsonb' },
    reason: { type: 'text' },
  },
});

export const AgreementSchema = new EntitySchema<Agreement>({
  name: 'agreement',
  columns: {
    agreementId: { type: 'uuid', primary: true, name: 'agreement_id' },
    territoryId: { type: 'uuid', name: 'territory_id' },
    title: { type: 'text' },
    partnerIds: { type: 'uuid', array: true, name: 'partner_ids' },
    commitments: { type: 'jsonb' },
    effectiveFrom: { type: 'date', name: 'effective_from' },
    status: { type: 'text' },
    stoppedFrom: { type: 'date', name: 'stopped_from', nullable: true },
    version: { type: 'integer' },
  },
});
