import { Module } from '@nestjs/common';
import { ContactReported } from '#contracts/gateway';
import { project, projection } from '#messaging/projections';
import { ServiceModule } from '#service/service.module';
import { startService } from '#service/start-service';

/** One row a fact, with when it was applied: what a projection of the pilot does with a contact. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'pilot',
      migrations: [
        {
          name: 'bench-0001',
          sql: `create table applied_contact (report_id uuid primary key, partner_id uuid not null, siret text not null,
                  at timestamptz not null, told_at timestamptz not null, applied_at timestamptz not null default clock_timestamp())`,
        },
      ],
      projections: [
        projection('applied_contact', { tables: ['applied_contact'] }, [
          project(ContactReported, (tx, table, facts) =>
            tx.query(
              `insert into ${table('applied_contact')} (report_id, partner_id, siret, at, told_at)
                 select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[])
               on conflict (report_id) do nothing`,
              [
                facts.map((fact) => fact.data.reportId),
                facts.map((fact) => fact.data.partnerId),
                facts.map((fact) => fact.data.siret),
                facts.map((fact) => fact.occurredAt.toISOString()),
                facts.map((fact) => fact.recordedAt.toISOString()),
              ],
            ),
          ),
        ]),
      ],
    }),
  ],
})
export class ReaderModule {}

void startService(ReaderModule);
