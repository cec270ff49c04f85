import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Policy, policyOf } from '#contracts/policy';
import type { PartnerKind } from '#contracts/vocabulary';
import { PARIS } from '#domain/local-date';
import { openUnit } from '#messaging/unit-of-work';
import type { AgreementVersion } from '../domain/agreements';
import type { KnownPartner } from '../domain/rights';

export interface NamedPartner extends KnownPartner {
  readonly code: string;
  readonly name: string;
}

/** What a decision about an offer of a territory is made under. */
export interface Terms {
  readonly zone: string;
  readonly policy: Policy;
  readonly policyVersion: number;
}

/** Agreements, policies, zones and partners, as partnership told them. */
@Injectable()
export class TermsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Zone and policy in force at that instant; the national defaults where the territory has said nothing. */
  async of(territoryId: string | null, now: Date): Promise<Terms> {
    const [row] = await this.query<{
      zone: string | null;
      version: number | null;
      parameters: Record<string, number> | null;
    }>(
      `select (select zone from territory_zone where territory_id = $1) as zone, p.version, p.parameters
         from (select 1) one left join lateral (
           select version, parameters from policy_version where territory_id = $1 and effective_from <= $2
           order by effective_from desc, version desc limit 1) p on true`,
      [territoryId, now],
    );
    return {
      zone: row?.zone ?? PARIS,
      policy: policyOf(row?.parameters ?? {}),
      policyVersion: row?.version ?? 0,
    };
  }

  /** All that was said of a territory's agreements; of every territory without one. */
  agreements(territoryId?: string | null): Promise<AgreementVersion[]> {
    if (territoryId === null) return Promise.resolve([]);
    return this.query<AgreementVersion>(
      `select agreement_id as "agreementId", territory_id as "territoryId", position, kind,
              effective_from as "effectiveFrom", partner_ids as "partnerIds", commitments
         from agreement_version where $1::uuid is null or territory_id = $1 order by territory_id, position`,
      [territoryId ?? null],
    );
  }

  partners(): Promise<NamedPartner[]> {
    return this.query<NamedPartner>('select partner_id as "partnerId", code, kind, name from partner_ref');
  }

  async kindOf(partnerId: string): Promise<PartnerKind | null> {
    const [row] = await this.query<{ kind: PartnerKind }>(
      'select kind from partner_ref where partner_id = $1',
      [partnerId],
    );
    return row?.kind ?? null;
  }

  /** True when the employer opposed publication, to this partner or to all (BR-110). */
  async optedOut(employerId: string, partnerId: string): Promise<boolean> {
    const rows = await this.query(
      `select 1 from publication_opt_out where employer_id = $1 and (partner_id is null or partner_id = $2) limit 1`,
      [employerId, partnerId],
    );
    return rows.length > 0;
  }

  /** Notes that a partner gave a sign of life: its offers are not closed as stale while it is silent (BR-82). */
  async heard(partnerId: string, now: Date): Promise<void> {
    await this.query(
      `insert into partner_heard as h (partner_id, heard_at) values ($1, $2)
       on conflict (partner_id) do update set heard_at = excluded.heard_at
         where h.heard_at < excluded.heard_at - interval '10 minutes'`,
      [partnerId, now],
    );
  }

  /** When the partner last gave a sign of life, null when it never did. */
  async heardAt(partnerId: string): Promise<Date | null> {
    const [row] = await this.query<{ heard_at: Date }>(
      'select heard_at from partner_heard where partner_id = $1',
      [partnerId],
    );
    return row?.heard_at ?? null;
  }

  private query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return openUnit()?.query<Row>(sql, parameters) ?? this.dataSource.query<Row[]>(sql, parameters);
  }
}
