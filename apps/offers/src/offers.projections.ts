import {
  AgreementAmended,
  AgreementEnded,
  AgreementSigned,
  AgreementSuspended,
  PartnerRegistered,
  PolicyAdopted,
  TerritoryDefined,
} from '#contracts/partnership';
import { OptOutLifted, OptOutRecorded } from '#contracts/prospecting';
import { project, projection, type TableOf } from '#messaging/projections';
import type { Received } from '#messaging/received';
import type { Transaction } from '#messaging/unit-of-work';
import { employerRefProjection } from '#service/employer-ref';

type Terms = AgreementSigned | AgreementAmended;
type Word = AgreementSuspended | AgreementEnded;

/** All that was said of agreements, in order: what is in force on a day is the rule's business (domain/agreements.ts). */
const agreed =
  (kind: 'TERMS' | 'SUSPENDED' | 'ENDED') =>
  async (tx: Transaction, table: TableOf, facts: readonly Received<Terms | Word>[]): Promise<void> => {
    const rows = facts.map(({ data, version }) => ({
      territory_id: data.territoryId,
      position: version,
      agreement_id: data.agreementId,
      kind,
      effective_from: data.effectiveFrom,
      partner_ids: 'partnerIds' in data ? data.partnerIds : [],
      commitments: 'commitments' in data ? data.commitments : [],
    }));
    await tx.query(
      `insert into ${table('agreement_version')}
         select * from jsonb_to_recordset($1::jsonb) as t(territory_id uuid, position bigint, agreement_id uuid, kind text,
           effective_from date, partner_ids uuid[], commitments jsonb)
       on conflict do nothing`,
      [JSON.stringify(rows)],
    );
  };

const last = <T extends object>(facts: readonly Received<T>[]): T[] => [
  ...new Map(facts.map((fact) => [fact.key, fact.data])).values(),
];

export const projections = [
  employerRefProjection,

  projection('partner_ref', { tables: ['partner_ref'] }, [
    project(PartnerRegistered, (tx, table, facts) =>
      tx.query(
        `insert into ${table('partner_ref')} (partner_id, code, kind, name)
           select "partnerId", code, kind, name
             from jsonb_to_recordset($1::jsonb) as t("partnerId" uuid, code text, kind text, name text)
         on conflict (partner_id) do update set code = excluded.code, kind = excluded.kind, name = excluded.name`,
        [JSON.stringify(last(facts))],
      ),
    ),
  ]),

  projection('agreement_version', { tables: ['agreement_version'] }, [
    project(AgreementSigned, agreed('TERMS')),
    project(AgreementAmended, agreed('TERMS')),
    project(AgreementSuspended, agreed('SUSPENDED')),
    project(AgreementEnded, agreed('ENDED')),
  ]),

  projection('policy_version', { tables: ['policy_version'] }, [
    project(PolicyAdopted, (tx, table, facts) =>
      tx.query(
        `insert into ${table('policy_version')} (territory_id, version, effective_from, parameters)
           select "territoryId", version, "effectiveFrom", parameters
             from jsonb_to_recordset($1::jsonb)
               as t("territoryId" uuid, version integer, "effectiveFrom" timestamptz, parameters jsonb)
         on conflict (territory_id, version) do update
           set effective_from = excluded.effective_from, parameters = excluded.parameters`,
        [JSON.stringify(facts.map(({ data }) => data))],
      ),
    ),
  ]),

  projection('territory_zone', { tables: ['territory_zone'] }, [
    project(TerritoryDefined, (tx, table, facts) =>
      tx.query(
        `insert into ${table('territory_zone')} (territory_id, zone)
           select "territoryId", "timeZone" from jsonb_to_recordset($1::jsonb) as t("territoryId" uuid, "timeZone" text)
         on conflict (territory_id) do update set zone = excluded.zone`,
        [JSON.stringify(last(facts))],
      ),
    ),
  ]),

  projection('publication_opt_out', { tables: ['publication_opt_out'] }, [
    project(OptOutRecorded, (tx, table, facts) =>
      tx.query(
        `insert into ${table('publication_opt_out')} (opt_out_id, employer_id, partner_id)
           select "optOutId", "employerId", "partnerId"
             from jsonb_to_recordset($1::jsonb) as t("optOutId" uuid, "employerId" uuid, "partnerId" uuid)
         on conflict do nothing`,
        [
          JSON.stringify(
            facts
              .map(({ data }) => data)
              .filter(({ purpose }) => purpose === 'PUBLICATION' || purpose === 'ALL'),
          ),
        ],
      ),
    ),
    project(OptOutLifted, (tx, table, facts) =>
      tx.query(`delete from ${table('publication_opt_out')} where opt_out_id = any($1::uuid[])`, [
        facts.map(({ data }) => data.optOutId),
      ]),
    ),
  ]),
];
