import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Decision } from '#domain/decision';
import { NotFound } from '#domain/refused';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import type { ReferenceEstablishment } from '../domain/establishment';
import type { SegmentAttributes } from '../domain/segment-rules';
import { type Body, type Segmentation, type Segmented, segmentEmployer } from '../domain/segmentation';
import type { NewEmployer } from './employer-register';
import { onlyWriter } from './establishments.repository';

const COLUMNS = `segmentation_id as "segmentationId", territory_id as "territoryId", rule_set as "ruleSet", state, version,
  effective_from::text as "effectiveFrom", voices,
  to_char(adopted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "adoptedAt"`;

type Attributed = SegmentAttributes & { readonly employerId: string };

/** Segmentations of territories, and the segment of each employer. */
@Injectable()
export class Segmentations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Loads under the territory's lock, lets the rule decide, keeps the state and tells the facts. */
  change(
    segmentationId: string,
    decide: (
      segmentation: Segmentation,
      at: { body: Body; lastVersion: number; now: Date },
    ) => Decision<Segmentation>,
  ): Promise<Segmentation> {
    return this.unitOfWork.run([], async (tx) => {
      await onlyWriter(tx);
      const segmentation = await this.find(segmentationId);
      const body = await this.bodyOf(segmentation.territoryId);
      const [last] = await tx.query<{ version: number }>(
        'select coalesce(max(version), 0)::int as version from segmentation where territory_id = $1',
        [segmentation.territoryId],
      );
      const { state, facts } = decide(segmentation, {
        body,
        lastVersion: last?.version ?? 0,
        now: tx.now,
      });
      if (state !== segmentation) await this.save(tx, state);
      tx.tell(facts);
      if (state.state === 'ADOPTED' && segmentation.state !== 'ADOPTED') await this.segmentAll(tx, state);
      return state;
    });
  }

  async add(tx: Transaction, one: Segmentation): Promise<void> {
    await tx.query(
      `insert into segmentation (segmentation_id, territory_id, rule_set, state, version, effective_from, voices, drafted_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        one.segmentationId,
        one.territoryId,
        one.ruleSet,
        one.state,
        one.version,
        one.effectiveFrom,
        JSON.stringify(one.voices),
        tx.now,
      ],
    );
  }

  async find(segmentationId: string): Promise<Segmentation> {
    const [row] = await this.query<Segmentation>(
      `select ${COLUMNS} from segmentation where segmentation_id = $1`,
      [segmentationId],
    );
    if (!row) throw new NotFound('segmentation-unknown', 'Cette segmentation n’existe pas.');
    return row;
  }

  /** Newest first. */
  list(territoryId: string): Promise<Segmentation[]> {
    return this.query(
      `select ${COLUMNS} from segmentation where territory_id = $1 order by drafted_at desc`,
      [territoryId],
    );
  }

  async bodyOf(territoryId: string): Promise<Body> {
    const [row] = await this.query<{ voices: Body['voices']; quorum: number; timeZone: string }>(
      'select body as voices, quorum, time_zone as "timeZone" from territory where territory_id = $1',
      [territoryId],
    );
    if (!row) throw new NotFound('territory-unknown', 'Ce territoire n’est pas (encore) connu ici.');
    return row;
  }

  /** What the rules would see of each employer of a territory now. */
  attributesOf(territoryId: string): Promise<Attributed[]> {
    return this.query<Attributed>(
      `select e.employer_id as "employerId", r.active, r.employer, r.partial_diffusion as "partialDiffusion",
         r.headcount_band as "headcountBand", r.naf_code as "nafCode",
         case when r.partial_diffusion then 0 else
           (select count(distinct p.partner_id) from partner_record p where p.siret = e.siret)::int end as "knownByPartners"
       from employer e join establishment r on r.siret = e.siret
       where e.territory_id = $1 order by e.employer_id`,
      [territoryId],
    );
  }

  /** How many employers are in each segment of an adopted segmentation. */
  sizesOf(segmentationId: string): Promise<{ segment: string; employers: number }[]> {
    return this.query(
      'select segment, count(*)::int as employers from employer_segment where segmentation_id = $1 group by segment',
      [segmentationId],
    );
  }

  /** New employers enter the segmentation in force of their territory at once; where none is adopted, none. */
  async segmentNew(tx: Transaction, added: readonly NewEmployer[]): Promise<void> {
    const territories = [...new Set(added.flatMap((one) => one.employer.territoryId ?? []))];
    if (territories.length === 0) return;
    const inForce = await tx.query<Segmentation>(
      `select ${COLUMNS} from segmentation where state = 'ADOPTED' and territory_id = any($1::uuid[])`,
      [territories],
    );
    for (const segmentation of inForce) {
      const ofIt = added.filter((one) => one.employer.territoryId === segmentation.territoryId);
      await this.segment(
        tx,
        segmentation,
        ofIt.map(({ employer, establishment, partners }) => ({
          employerId: employer.employerId,
          ...attributesIn(establishment, partners),
        })),
      );
    }
  }

  private async segmentAll(tx: Transaction, segmentation: Segmentation): Promise<void> {
    await this.segment(tx, segmentation, await this.attributesOf(segmentation.territoryId));
  }

  private async segment(
    tx: Transaction,
    segmentation: Segmentation,
    employers: readonly Attributed[],
  ): Promise<void> {
    const decisions = employers.map(({ employerId, ...attributes }) =>
      segmentEmployer(segmentation, employerId, attributes),
    );
    tx.tell(decisions.map((one) => one.fact));
    const rows: Segmented[] = decisions.map((one) => one.segmented);
    await tx.query(
      `insert into employer_segment as s (employer_id, segmentation_id, segment, attributes)
         select employer_id, $1, segment, attributes from unnest($2::uuid[], $3::text[], $4::json[]) t(employer_id, segment, attributes)
       on conflict (employer_id) do update set segmentation_id = excluded.segmentation_id, segment = excluded.segment,
         attributes = excluded.attributes`,
      [
        segmentation.segmentationId,
        rows.map((one) => one.employerId),
        rows.map((one) => one.segment),
        rows.map((one) => JSON.stringify(one.attributes)),
      ],
    );
  }

  private async save(tx: Transaction, one: Segmentation): Promise<void> {
    if (one.state === 'ADOPTED')
      await tx.query(
        `update segmentation set state = 'SUPERSEDED' where territory_id = $1 and state = 'ADOPTED' and segmentation_id <> $2`,
        [one.territoryId, one.segmentationId],
      );
    await tx.query(
      `update segmentation set state = $2, version = $3, effective_from = $4, voices = $5, adopted_at = $6
       where segmentation_id = $1`,
      [
        one.segmentationId,
        one.state,
        one.version,
        one.effectiveFrom,
        JSON.stringify(one.voices),
        one.adoptedAt,
      ],
    );
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return openUnit()?.query<Row>(sql, parameters) ?? this.dataSource.query<Row[]>(sql, parameters);
  }
}

const attributesIn = (one: ReferenceEstablishment, knownByPartners: number): SegmentAttributes => ({
  active: one.active,
  employer: one.employer,
  partialDiffusion: one.partialDiffusion,
  headcountBand: one.headcountBand,
  nafCode: one.nafCode,
  knownByPartners,
});
