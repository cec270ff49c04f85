import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate, startOfLocalDay } from '#domain/local-date';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import type { IntentionRow } from '../domain/intention';
import { fallDue, type Recontact } from '../domain/recontact';
import { RecontactsRepository } from './recontacts.repository';
import { SettingsRepository } from './settings.repository';

/** A line to keep, in the campaign that it belongs to. */
export interface PlacedIntention extends IntentionRow {
  readonly intentionId: string;
  readonly campaignId: string;
  readonly dueOn: LocalDate;
}

type Told = Pick<Recontact, 'recontactId' | 'employerId'>;

interface Waiting {
  campaignId: string;
  siret: string;
  fapCode: string;
  positions: number;
  seasonal: boolean;
  difficult: boolean;
  hiringMonth: LocalDate | null;
  dueOn: LocalDate;
}

/** Individual answers, communicable or not. Nothing here is ever answered to anybody. */
@Injectable()
export class IntentionsRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly employers: EmployerRefs,
    private readonly recontacts: RecontactsRepository,
    private readonly settings: SettingsRepository,
  ) {}

  /** Recontacts whose answer, in these lines, is no longer communicable: consent taken back (BR-53). */
  async takenBack(lines: readonly PlacedIntention[]): Promise<Told[]> {
    const refused = lines.filter(({ communicable }) => !communicable);
    return this.query<Told>(
      `select r.recontact_id as "recontactId", r.employer_id as "employerId"
         from unnest($1::uuid[], $2::text[], $3::text[]) t(campaign_id, response_id, fap_code)
         join intention i using (campaign_id, response_id, fap_code)
         join recontact r on r.recontact_id = i.intention_id
        where i.communicable`,
      [
        refused.map(({ campaignId }) => campaignId),
        refused.map(({ responseId }) => responseId),
        refused.map(({ fapCode }) => fapCode),
      ],
    );
  }

  /**
   * Keeps the lines; a line that stands as it was changes nothing, and a consent that was taken back stays so whatever
   * an older file says. Lines of one response and family must come once. Answers what each was.
   */
  async keep(tx: Transaction, lines: readonly PlacedIntention[]): Promise<{ new: number; changed: number }> {
    const rows = await tx.query<{ fresh: boolean }>(
      `insert into intention as i (intention_id, campaign_id, response_id, siret, fap_code, positions, seasonal,
          difficult, hiring_month, communicable, due_on)
         select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[], $7::boolean[],
           $8::boolean[], $9::date[], $10::boolean[], $11::date[])
       on conflict (campaign_id, response_id, fap_code) do update set siret = excluded.siret,
         positions = excluded.positions, seasonal = excluded.seasonal, difficult = excluded.difficult,
         hiring_month = excluded.hiring_month, communicable = excluded.communicable,
         withdrawn_at = case when i.communicable and not excluded.communicable then $12::timestamptz end,
         due_on = case when i.hiring_month is distinct from excluded.hiring_month or i.seasonal <> excluded.seasonal
                       then excluded.due_on else i.due_on end
       where i.withdrawn_at is null and
         (i.siret, i.positions, i.seasonal, i.difficult, i.hiring_month, i.communicable) is distinct from
         (excluded.siret, excluded.positions, excluded.seasonal, excluded.difficult, excluded.hiring_month,
          excluded.communicable)
       returning old.intention_id is null as fresh`,
      [
        lines.map((line) => line.intentionId),
        lines.map((line) => line.campaignId),
        lines.map((line) => line.responseId),
        lines.map((line) => line.siret),
        lines.map((line) => line.fapCode),
        lines.map((line) => line.positions),
        lines.map((line) => line.seasonal),
        lines.map((line) => line.difficult),
        lines.map((line) => line.hiringMonth),
        lines.map((line) => line.communicable),
        lines.map((line) => line.dueOn),
        tx.now,
      ],
    );
    const fresh = rows.filter((row) => row.fresh).length;
    return { new: fresh, changed: rows.length - fresh };
  }

  /** Tells that a communicable answer is to be recontacted, once: under the locks of its campaign and employer. */
  async tellDue(intentionId: string): Promise<void> {
    const known = await this.waiting(intentionId);
    const employer = known && (await this.employers.bySiret([known.siret])).get(known.siret);
    if (!known || !employer?.territoryId) return;
    const { employerId, territoryId } = employer;
    await this.unitOfWork.run([known.campaignId, employerId], async (tx) => {
      const answer = await this.waiting(intentionId);
      if (!answer || answer.siret !== known.siret) return;
      const { timeZone } = await this.settings.of(territoryId, tx.now);
      const { siret: _, dueOn, ...need } = answer;
      const dueAt = startOfLocalDay(dueOn, timeZone);
      if (dueAt > tx.now) return;
      const { state, facts } = fallDue({ ...need, recontactId: intentionId, employerId, territoryId, dueAt });
      await this.recontacts.save(tx, state);
      await tx.query('update intention set told_at = $2 where intention_id = $1', [intentionId, tx.now]);
      tx.tell(facts);
    });
  }

  /** A communicable answer that was not told yet; undefined for any other. */
  private async waiting(intentionId: string): Promise<Waiting | undefined> {
    const [row] = await this.query<Waiting>(
      `select campaign_id as "campaignId", siret, fap_code as "fapCode", positions, seasonal, difficult,
              hiring_month as "hiringMonth", due_on as "dueOn"
         from intention where intention_id = $1 and communicable and told_at is null`,
      [intentionId],
    );
    return row;
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return openUnit()?.query<Row>(sql, parameters) ?? this.dataSource.query<Row[]>(sql, parameters);
  }
}
