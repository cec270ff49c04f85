import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { openUnit } from '#messaging/unit-of-work';
import type { Body } from '../domain/plan';
import type { PolicyVersion, Territory } from '../domain/territory';

/** A territory as partnership told it, with its body. */
export interface KnownTerritory extends Territory {
  readonly name: string;
  readonly body: Body;
}

/** Territories and their dated policies, partners' public names and kinds: read from what partnership told. */
@Injectable()
export class TerritoryRepository {
  constructor(private readonly dataSource: DataSource) {}

  async byId(territoryIds: readonly string[]): Promise<Map<string, KnownTerritory>> {
    const wanted = territoryIds.filter(Boolean);
    if (wanted.length === 0) return new Map();
    const rows = await this.query<{
      territory_id: string;
      name: string;
      zone: string;
      body: Body['members'];
      quorum: number;
      policies: { version: number; effectiveFrom: string; parameters: Record<string, number> }[] | null;
    }>(
      `select t.*, (select jsonb_agg(jsonb_build_object('version', p.version, 'effectiveFrom', p.effective_from,
                'parameters', p.parameters) order by p.version) from policy_ref p where p.territory_id = t.territory_id) as policies
         from territory_ref t where t.territory_id = any($1::uuid[])`,
      [wanted],
    );
    return new Map(
      rows.map((row) => {
        const policies = (row.policies ?? []).map(
          (one): PolicyVersion => ({ ...one, effectiveFrom: new Date(one.effectiveFrom) }),
        );
        const { territory_id: territoryId, name, zone, body, quorum } = row;
        return [territoryId, { territoryId, name, zone, policies, body: { members: body, quorum } }];
      }),
    );
  }

  /** Public names, by partner; an unknown one is « un autre partenaire ». */
  async partnerNames(): Promise<(partnerId: string) => string> {
    const rows = await this.query<{ partner_id: string; name: string }>(
      'select partner_id, name from partner_ref',
      [],
    );
    const names = new Map(rows.map((row) => [row.partner_id, row.name]));
    return (partnerId) => names.get(partnerId) ?? 'Un autre partenaire';
  }

  /** Partners that work in a territory. */
  async partnersIn(territoryId: string): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      'select partner_id as id from partner_ref where $1 = any(territory_ids) order by 1',
      [territoryId],
    );
    return rows.map((row) => row.id);
  }

  /** Whose unit it is, while it is open. */
  async partnerOfUnit(unitId: string, { evenClosed = false } = {}): Promise<string | null> {
    const rows = await this.query<{ id: string }>(
      'select partner_id as id from unit_ref where unit_id = $1 and (open or $2)',
      [unitId, evenClosed],
    );
    return rows[0]?.id ?? null;
  }

  /** The network of each partner. */
  async partnerKinds(): Promise<Map<string, string>> {
    const rows = await this.query<{ id: string; kind: string }>(
      'select partner_id as id, kind from partner_ref',
      [],
    );
    return new Map(rows.map((row) => [row.id, row.kind]));
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return openUnit()?.query<Row>(sql, parameters) ?? this.dataSource.query<Row[]>(sql, parameters);
  }
}
