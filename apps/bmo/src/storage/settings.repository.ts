import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Policy, policyOf } from '#contracts/policy';
import { PARIS } from '#domain/local-date';
import { openUnit } from '#messaging/unit-of-work';

/** A territory's zone and the policy in force there. */
export interface Settings {
  readonly timeZone: string;
  readonly policy: Policy;
}

@Injectable()
export class SettingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The national defaults where the territory has not said otherwise. */
  async of(territoryId: string, now: Date): Promise<Settings> {
    const [row] = await this.query<{ timeZone: string | null; parameters: Record<string, number> | null }>(
      `select (select time_zone from territory_ref where territory_id = $1) as "timeZone",
              (select parameters from policy_ref where territory_id = $1 and effective_from <= $2
                order by policy_version desc limit 1) as parameters`,
      [territoryId, now],
    );
    return { timeZone: row?.timeZone ?? PARIS, policy: policyOf(row?.parameters ?? {}) };
  }

  async territories(): Promise<string[]> {
    const rows = await this.query<{ id: string }>('select territory_id as id from territory_ref', []);
    return rows.map(({ id }) => id);
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return openUnit()?.query<Row>(sql, parameters) ?? this.dataSource.query<Row[]>(sql, parameters);
  }
}
