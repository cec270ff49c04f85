import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LocalDate } from '#domain/local-date';

/** Who asks, as far as it decides what is shown. */
export interface Asking {
  readonly partnerId: string | null;
  /** The territory that the caller works in; null sees every territory. */
  readonly territoryId: string | null;
}

export interface OwnRecord {
  readonly recordId: string;
  readonly relation: string;
  readonly lastContactOn: LocalDate | null;
}

export interface KnowingPartner {
  readonly partnerId: string;
  readonly code: string;
  readonly name: string;
}

/** An employer as the directory holds it. */
export interface DirectoryEntry {
  readonly employerId: string;
  readonly siret: string;
  readonly territoryId: string | null;
  readonly publicName: string | null;
  readonly address: string | null;
  readonly communeCode: string | null;
  readonly nafCode: string | null;
  readonly headcountBand: string;
  readonly active: boolean;
  readonly partialDiffusion: boolean;
  readonly ruleSet: string | null;
  readonly segment: string | null;
  readonly knownBy: readonly KnowingPartner[];
  readonly own: readonly OwnRecord[];
}

const VISIBLE = `($1::uuid is null or e.territory_id = $1)
  and (not r.partial_diffusion or exists (select 1 from partner_record p where p.siret = e.siret and p.partner_id = $2))`;

const ENTRY = `
  select e.employer_id as "employerId", e.siret, e.territory_id as "territoryId", r.public_name as "publicName", r.address,
    r.commune_code as "communeCode", r.naf_code as "nafCode", r.headcount_band as "headcountBand", r.active,
    r.partial_diffusion as "partialDiffusion", g.rule_set as "ruleSet", s.segment,
    coalesce((select json_agg(json_build_object('partnerId', k.partner_id, 'code', coalesce(f.code, ''), 'name', coalesce(f.name, '')) order by f.code)
      from (select distinct partner_id from partner_record p where p.siret = e.siret) k left join partner_ref f using (partner_id)), '[]') as "knownBy",
    coalesce((select json_agg(json_build_object('recordId', p.record_id, 'relation', p.relation, 'lastContactOn', p.last_contact_on) order by p.record_id)
      from partner_record p where p.siret = e.siret and p.partner_id = $2), '[]') as own
  from employer e join establishment r on r.siret = e.siret
    left join employer_segment s on s.employer_id = e.employer_id
    left join segmentation g on g.segmentation_id = s.segmentation_id`;

/**
 * Employers for people and machines to look up. An employer under partial diffusion is seen by a partner that has it in
 * its own file and by nobody else (BR-10).
 */
@Injectable()
export class EmployerDirectory {
  constructor(private readonly dataSource: DataSource) {}

  /** By any SIRET that ever stood for it. */
  bySiret(asking: Asking, siret: string): Promise<DirectoryEntry[]> {
    return this.dataSource.query(
      `${ENTRY} where ${VISIBLE} and e.employer_id = (select employer_id from employer_siret where siret = $3)`,
      [asking.territoryId, asking.partnerId, siret],
    );
  }

  async byId(asking: Asking, employerId: string): Promise<DirectoryEntry | undefined> {
    const [entry] = await this.dataSource.query<DirectoryEntry[]>(
      `${ENTRY} where ${VISIBLE} and e.employer_id = $3`,
      [asking.territoryId, asking.partnerId, employerId],
    );
    return entry;
  }

  /** The employers after `cursor` (an employerId), in the order of their registration, at most `limit`. */
  page(asking: Asking, cursor: string | null, limit: number): Promise<DirectoryEntry[]> {
    return this.dataSource.query(
      `${ENTRY} where ${VISIBLE} and ($3::uuid is null or e.employer_id > $3) order by e.employer_id limit $4`,
      [asking.territoryId, asking.partnerId, cursor, limit],
    );
  }
}
