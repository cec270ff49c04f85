import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { NotFound, Refused } from '#domain/refused';
import type { Migration } from '#messaging/migrations';
import type { Transaction } from '#messaging/unit-of-work';
import type { ImportCounts, ImportJob, RefusedLine } from './import-job';

/** The tables of imports: every service that imports puts this migration among its own. */
export const importsMigration: Migration = {
  name: 'imports-0001-jobs',
  sql: `
    create table import_job (
      id uuid primary key,
      kind text not null, partner_id uuid, as_of date,
      file_name text not null, sha256 text not null, bytes bigint not null,
      options json not null,
      started_by text not null,
      state text not null default 'PENDING' check (state in ('PENDING', 'RUNNING', 'DONE')),
      run integer not null default 1,
      record bigint not null default 0,
      counts json not null,
      created_at timestamptz not null default clock_timestamp(),
      updated_at timestamptz not null default clock_timestamp(),
      unique nulls not distinct (kind, partner_id, sha256, as_of)
    );
    create table import_refusal (
      job_id uuid not null references import_job on delete cascade,
      line bigint not null,
      field text not null, cause text not null, detail text not null, value text,
      primary key (job_id, line)
    );
  `,
};

const JOB = `id, kind, partner_id as "partnerId", as_of::text as "asOf", file_name as "fileName", sha256, bytes::float8 as bytes,
  options, started_by as "startedBy", state, run, record::float8 as record, counts`;

/** Import jobs, their checkpoints and their refused lines. */
@Injectable()
export class ImportJobs {
  constructor(private readonly dataSource: DataSource) {}

  /** The job of this file: a new one, or the one that was begun before with the same file. */
  async begin(tx: Transaction, job: Omit<ImportJob, 'id'>): Promise<{ job: ImportJob; created: boolean }> {
    const inserted = await tx.query<ImportJob>(
      `insert into import_job (id, kind, partner_id, as_of, file_name, sha256, bytes, options, started_by, counts)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning ${JOB}`,
      [
        uuidv7(),
        job.kind,
        job.partnerId,
        job.asOf,
        job.fileName,
        job.sha256,
        job.bytes,
        JSON.stringify(job.options),
        job.startedBy,
        JSON.stringify(job.counts),
      ],
    );
    if (inserted[0]) return { job: inserted[0], created: true };
    const [known] = await tx.query<ImportJob>(
      `update import_job set options = $5
       where kind = $1 and partner_id is not distinct from $2 and sha256 = $3 and as_of is not distinct from $4
       returning ${JOB}`,
      [job.kind, job.partnerId, job.sha256, job.asOf, JSON.stringify(job.options)],
    );
    return { job: known!, created: false };
  }

  /** The job, or NotFound. */
  async find(id: string): Promise<ImportJob> {
    const [job] = (await this.dataSource.query(`select ${JOB} from import_job where id = $1`, [
      id,
    ])) as ImportJob[];
    if (!job) throw new NotFound('import-unknown', 'Cet import n’existe pas.');
    return job;
  }

  /** A finished job begins a new run; any other goes on where it was. */
  async start(tx: Transaction, id: string, counts: ImportCounts): Promise<ImportJob> {
    const again = await tx.query(
      `update import_job set state = 'RUNNING', run = run + 1, record = 0, counts = $2, updated_at = clock_timestamp()
       where id = $1 and state = 'DONE' returning id`,
      [id, JSON.stringify(counts)],
    );
    if (again.length > 0) await tx.query('delete from import_refusal where job_id = $1', [id]);
    const [job] = await tx.query<ImportJob>(`select ${JOB} from import_job where id = $1`, [id]);
    return job!;
  }

  /**
   * Moves the checkpoint from where `job` stands, in the transaction of the batch. Refused when another run moved it
   * meanwhile: of two senders of the same file, one goes on.
   */
  async advance(
    tx: Transaction,
    job: ImportJob,
    to: Pick<ImportJob, 'record' | 'counts' | 'state'>,
    refused: readonly RefusedLine[],
  ): Promise<void> {
    const moved = await tx.query(
      `update import_job set record = $4, counts = $5, state = $6, updated_at = clock_timestamp()
       where id = $1 and run = $2 and record = $3 and state <> 'DONE' returning id`,
      [job.id, job.run, job.record, to.record, JSON.stringify(to.counts), to.state],
    );
    if (moved.length === 0)
      throw new Refused(
        'import-in-progress',
        'Ce même fichier est déjà en cours d’import : attendez qu’il ait fini, ou reprenez-le plus tard.',
      );
    if (refused.length === 0) return;
    await tx.query(
      `insert into import_refusal (job_id, line, field, cause, detail, value)
       select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) on conflict do nothing`,
      [
        job.id,
        refused.map((one) => one.line),
        refused.map((one) => one.field),
        refused.map((one) => one.cause),
        refused.map((one) => one.detail),
        refused.map((one) => one.value ?? null),
      ],
    );
  }

  /** Rows taken by the last finished import of this kind and partner, other than `job` itself; 0 without one. */
  async lastVolume(job: ImportJob): Promise<number> {
    const [row] = (await this.dataSource.query(
      `select (counts->>'read')::int - (counts->>'refused')::int as rows from import_job
       where kind = $1 and partner_id is not distinct from $2 and id <> $3 and state = 'DONE'
       order by updated_at desc limit 1`,
      [job.kind, job.partnerId, job.id],
    )) as { rows: number }[];
    return row?.rows ?? 0;
  }

  /** Refused lines of the last run after line `after`, in order, at most `limit`. */
  async refused(id: string, after: number, limit: number): Promise<RefusedLine[]> {
    return (await this.dataSource.query(
      `select line::float8 as line, field, cause, detail, value from import_refusal
       where job_id = $1 and line > $2 order by line limit $3`,
      [id, after, limit],
    )) as RefusedLine[];
  }
}
