import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { localDateOf } from '#domain/local-date';
import { Forbidden, Invalid, NotFound, Refused } from '#domain/refused';
import type { Transaction } from '#messaging/unit-of-work';
import type { CallerIdentity } from '#service/identity';
import type { BeginImportRequest } from '#service/imports/begin-import.request';
import { Columns } from '#service/imports/columns';
import type { AppliedCounts, ImportJob } from '#service/imports/import-job';
import { ImportJobs } from '#service/imports/import-jobs.repository';
import type { Importer } from '#service/imports/importer';
import { type PartnerRecord, sameRecord, volumeFell } from '../domain/partner-record';
import { EmployerRegister, type Standing } from '../storage/employer-register';
import { Establishments, onlyWriter } from '../storage/establishments.repository';
import { PartnerRecords } from '../storage/partner-records.repository';
import { partnerFileLayout } from './partner-file';

/** A partner's own employers: where knowledge, overlap and "in nobody's file" come from (report, L804). */
@Injectable()
export class PartnerFileImporter implements Importer<PartnerRecord> {
  readonly kind = 'partner-file';

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: ImportJobs,
    private readonly partnerRecords: PartnerRecords,
    private readonly establishments: Establishments,
    private readonly register: EmployerRegister,
  ) {}

  /** A partner imports its own file and no other; the operator any, by the partner's code. */
  async admit(caller: CallerIdentity, { partner }: BeginImportRequest): Promise<string> {
    const operator = caller.kind === 'operator' || caller.roles.includes('OPERATOR');
    if (!operator && caller.partnerId === null)
      throw new Forbidden('not-your-file', 'Seul un partenaire importe son fichier d’employeurs.');
    if (!partner) {
      if (caller.partnerId !== null) return caller.partnerId;
      throw new Invalid('partner-missing', 'Indiquez le code du partenaire à qui est le fichier.', [
        { pointer: '/partner', code: 'missing', detail: 'Le code du partenaire est nécessaire.' },
      ]);
    }
    if (!operator && partner !== caller.partnerCode)
      throw new Forbidden('not-your-file', 'Vous n’importez que le fichier de votre propre structure.');
    const partnerId = await this.partnerRecords.partnerOfCode(partner);
    if (!partnerId)
      throw new NotFound(
        'partner-unknown',
        `Aucun partenaire n’a le code ${partner} (ou il vient d’être créé : réessayez).`,
      );
    return partnerId;
  }

  async layout(header: readonly string[], { options }: ImportJob) {
    const [clock] = await this.dataSource.query<{ now: Date }[]>('select business_now() as now');
    return partnerFileLayout(new Columns(header), localDateOf(clock!.now), options.leadingZerosLost === true);
  }

  /** BR-13: a file that lost more than a fifth of its rows was probably cut; a person has to confirm it. */
  async survey(rows: AsyncIterable<readonly PartnerRecord[]>, job: ImportJob): Promise<ImportJob> {
    let count = 0;
    for await (const block of rows) count += block.length;
    const last = await this.jobs.lastVolume(job);
    if (job.options.confirm !== true && volumeFell(count, last))
      throw new Refused(
        'volume-fell',
        `Le fichier a ${count} lignes lisibles, le dernier en avait ${last} : il est peut-être coupé. Vérifiez-le, puis confirmez-le (confirm) pour l’importer quand même. Rien n’est jamais supprimé.`,
      );
    return job;
  }

  async apply(tx: Transaction, rows: readonly PartnerRecord[], job: ImportJob): Promise<AppliedCounts> {
    await onlyWriter(tx);
    const partnerId = job.partnerId!;
    const counts = { new: 0, changed: 0, same: 0, older: 0, outside: 0, inactive: 0 };
    // Of several lines under one id, the last stands; a line that is merely sent twice says nothing new.
    const last = new Map<string, PartnerRecord>();
    for (const row of rows) {
      const other = last.get(row.recordId);
      if (other) counts[sameRecord(other, row) ? 'same' : 'older']++;
      last.set(row.recordId, row);
    }
    const known = await this.partnerRecords.ofPartner(tx, partnerId, [...last.keys()]);
    const moved = [...last.values()].filter((row) => {
      const before = known.get(row.recordId);
      return !before || !sameRecord(before, row);
    });
    counts.same += last.size - moved.length;
    await this.partnerRecords.save(tx, partnerId, moved);

    const left = moved.flatMap((row) => known.get(row.recordId)?.siret ?? []);
    const sirets = [...new Set([...moved.map((row) => row.siret), ...left])];
    const references = await this.establishments.bySiret(tx, sirets);
    const moves = [...references.values()].map((after) => ({ before: after, after }));
    const standings = await this.register.follow(tx, moves);
    for (const row of moved) {
      if (known.has(row.recordId)) counts.changed++;
      else counts[categoryOf(standings.get(row.siret), references.get(row.siret)?.active)]++;
    }
    return counts;
  }
}

/** A record that SIRENE does not know yet is kept, and matched when SIRENE comes: it is new. */
function categoryOf(
  standing: Standing | undefined,
  active: boolean | undefined,
): 'new' | 'outside' | 'inactive' {
  if (standing === 'OUTSIDE') return 'outside';
  return active === false ? 'inactive' : 'new';
}
