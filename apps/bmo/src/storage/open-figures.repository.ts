import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Transaction } from '#messaging/unit-of-work';
import type { OpenFigure } from '../imports/open-data-file';

export interface BasinContext {
  readonly year: number;
  readonly basin: string;
  readonly basinName: string;
  readonly families: readonly ContextLine[];
}

export interface ContextLine {
  readonly fapCode: string;
  readonly fapLabel: string;
  readonly projects: number | null;
  readonly difficult: number | null;
  readonly seasonal: number | null;
}

/** The open data of the survey: context, never about an establishment. */
@Injectable()
export class OpenFiguresRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Keeps figures, each once in `rows`; what stands as it was is left alone. */
  async keep(tx: Transaction, rows: readonly OpenFigure[]): Promise<{ new: number; changed: number }> {
    const kept = await tx.query<{ fresh: boolean }>(
      `insert into open_figure as f (year, departement, basin, fap_code, basin_name, fap_label, projects, difficult, seasonal)
         select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[], $9::int[])
       on conflict (year, basin, fap_code, departement) do update set basin_name = excluded.basin_name,
         fap_label = excluded.fap_label, projects = excluded.projects, difficult = excluded.difficult,
         seasonal = excluded.seasonal
       where (f.basin_name, f.fap_label, f.projects, f.difficult, f.seasonal) is distinct from
         (excluded.basin_name, excluded.fap_label, excluded.projects, excluded.difficult, excluded.seasonal)
       returning old.year is null as fresh`,
      [
        rows.map((row) => row.year),
        rows.map((row) => row.departement),
        rows.map((row) => row.basin),
        rows.map((row) => row.fapCode),
        rows.map((row) => row.basinName),
        rows.map((row) => row.fapLabel),
        rows.map((row) => row.projects),
        rows.map((row) => row.difficult),
        rows.map((row) => row.seasonal),
      ],
    );
    const fresh = kept.filter((row) => row.fresh).length;
    return { new: fresh, changed: kept.length - fresh };
  }

  /** The families of a bassin in a year (the last one when none is asked for), those with most projects first. */
  async context(basin: string, year: number | null): Promise<BasinContext | undefined> {
    const rows = await this.dataSource.query<(ContextLine & { year: number; basinName: string })[]>(
      `select year, basin_name as "basinName", fap_code as "fapCode", max(fap_label) as "fapLabel",
              sum(projects)::int as projects, sum(difficult)::int as difficult, sum(seasonal)::int as seasonal
         from open_figure
        where basin = $1 and year = coalesce($2, (select max(year) from open_figure where basin = $1))
        group by year, basin_name, fap_code order by projects desc nulls last, fap_code`,
      [basin, year],
    );
    const [first] = rows;
    if (!first) return undefined;
    return {
      year: first.year,
      basin,
      basinName: first.basinName,
      families: rows.map(({ fapCode, fapLabel, projects, difficult, seasonal }) => ({
        fapCode,
        fapLabel,
        projects,
        difficult,
        seasonal,
      })),
    };
  }
}
