import { Injectable } from '@nestjs/common';
import { Forbidden } from '#domain/refused';
import type { Transaction } from '#messaging/unit-of-work';
import type { CallerIdentity } from '#service/identity';
import { Columns } from '#service/imports/columns';
import type { AppliedCounts, ImportJob } from '#service/imports/import-job';
import type { Importer } from '#service/imports/importer';
import { type Settled, settle, UNDATED } from '../domain/establishment';
import { EmployerRegister, type ReferenceMove, type Standing } from '../storage/employer-register';
import { Establishments, onlyWriter } from '../storage/establishments.repository';
import { type SireneRow, sireneLayout } from './sirene-file';

/** INSEE's StockEtablissement: the reference of all establishments, and the employers among them. */
@Injectable()
export class SireneImporter implements Importer<SireneRow> {
  readonly kind = 'sirene';

  constructor(
    private readonly establishments: Establishments,
    private readonly register: EmployerRegister,
  ) {}

  async admit(caller: CallerIdentity): Promise<null> {
    assertOperator(caller);
    return null;
  }

  layout(header: readonly string[]) {
    return sireneLayout(new Columns(header));
  }

  /**
   * A stock file is a snapshot: one vintage for all its rows. It is what the sender declared, or else the latest day on
   * which INSEE processed a row of it; a file that bears no date is older than any other.
   */
  async survey(rows: AsyncIterable<readonly SireneRow[]>, job: ImportJob): Promise<ImportJob> {
    if (job.asOf !== null) return job;
    let latest = '';
    for await (const block of rows)
      for (const { processedAt } of block) if (processedAt > latest) latest = processedAt;
    return { ...job, asOf: latest === '' ? UNDATED : latest.slice(0, 10) };
  }

  async apply(tx: Transaction, rows: readonly SireneRow[], job: ImportJob): Promise<AppliedCounts> {
    await onlyWriter(tx);
    const vintage = job.asOf ?? UNDATED;
    const before = await this.establishments.bySiret(tx, [...new Set(rows.map((row) => row.siret))]);
    const after = new Map(before);
    const outcomes: { siret: string; outcome: Settled }[] = [];
    for (const row of rows) {
      const { outcome, state } = settle(after.get(row.siret), { ...row, vintage });
      after.set(row.siret, state);
      outcomes.push({ siret: row.siret, outcome });
    }
    const moves = [...after.values()].flatMap((state): ReferenceMove[] =>
      before.get(state.siret) === state ? [] : [{ before: before.get(state.siret), after: state }],
    );
    await this.establishments.save(
      tx,
      moves.map((move) => move.after),
    );
    return countsOf(outcomes, await this.register.follow(tx, moves));
  }
}

/** The national files and tables are the installation's: its operator imports them. */
export function assertOperator(caller: CallerIdentity): void {
  if (caller.kind === 'operator' || caller.roles.includes('OPERATOR')) return;
  throw new Forbidden(
    'operator-only',
    'Ce fichier vaut pour tous : seul l’exploitant de l’installation peut l’importer.',
  );
}

const BY_STANDING: Readonly<Record<Standing, keyof AppliedCounts>> = {
  EMPLOYER: 'new',
  OUTSIDE: 'outside',
  NOT_EMPLOYER: 'inactive',
};

function countsOf(
  outcomes: readonly { siret: string; outcome: Settled }[],
  standings: ReadonlyMap<string, Standing>,
): AppliedCounts {
  const counts = { new: 0, changed: 0, same: 0, older: 0, outside: 0, inactive: 0 };
  for (const { siret, outcome } of outcomes) {
    if (outcome === 'NEW') counts[BY_STANDING[standings.get(siret) ?? 'NOT_EMPLOYER']]++;
    else counts[outcome.toLowerCase() as 'changed' | 'same' | 'older']++;
  }
  return counts;
}
