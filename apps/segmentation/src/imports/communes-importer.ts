import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';
import type { CallerIdentity } from '#service/identity';
import { Columns } from '#service/imports/columns';
import type { AppliedCounts, ImportJob } from '#service/imports/import-job';
import type { Importer } from '#service/imports/importer';
import { UNDATED } from '../domain/establishment';
import { Communes } from '../storage/communes.repository';
import { type CommuneRow, communesLayout } from './communes-file';
import { assertOperator } from './sirene-importer';

/** The commune table with its grids: a table that is older than what is known changes nothing. */
@Injectable()
export class CommunesImporter implements Importer<CommuneRow> {
  readonly kind = 'communes';

  constructor(private readonly communes: Communes) {}

  async admit(caller: CallerIdentity): Promise<null> {
    assertOperator(caller);
    return null;
  }

  layout(header: readonly string[]) {
    return communesLayout(new Columns(header));
  }

  async apply(tx: Transaction, rows: readonly CommuneRow[], job: ImportJob): Promise<AppliedCounts> {
    const vintage = job.asOf ?? UNDATED;
    const counts = { new: 0, changed: 0, same: 0, older: 0 };
    const last = new Map<string, CommuneRow>();
    for (const row of rows) {
      const other = last.get(row.code);
      if (other) counts[sameContent(other, row) ? 'same' : 'older']++;
      last.set(row.code, row);
    }
    const known = await this.communes.byCode(tx, [...last.keys()]);
    const moved: CommuneRow[] = [];
    for (const row of last.values()) {
      const before = known.get(row.code);
      if (before && sameContent(before.row, row)) counts.same++;
      else if (before && before.vintage > vintage) counts.older++;
      else {
        counts[before ? 'changed' : 'new']++;
        moved.push(row);
      }
    }
    await this.communes.save(tx, moved, vintage);
    return counts;
  }
}

const sameContent = (one: CommuneRow, other: CommuneRow): boolean =>
  (Object.keys(other) as (keyof CommuneRow)[]).every((name) => one[name] === other[name]);
