import { PartnerRegistered, TerritoryDefined } from '#contracts/partnership';
import { project, projection } from '#messaging/projections';
import type { Received } from '#messaging/received';

/** The last fact of each key: the facts of these types carry the whole of their object. */
const lastOf = <T extends object>(facts: readonly Received<T>[]): T[] => [
  ...new Map(facts.map((fact) => [fact.key, fact.data])).values(),
];

export const projections = [
  projection('territory', { tables: ['territory', 'territory_commune'] }, [
    project(TerritoryDefined, async (tx, table, facts) => {
      const last = lastOf(facts);
      const ids = last.map((one) => one.territoryId);
      await tx.query(
        `insert into ${table('territory')} as t (territory_id, code, name, time_zone, body, quorum)
           select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::json[], $6::int[])
         on conflict (territory_id) do update set code = excluded.code, name = excluded.name,
           time_zone = excluded.time_zone, body = excluded.body, quorum = excluded.quorum`,
        [
          ids,
          last.map((one) => one.code),
          last.map((one) => one.name),
          last.map((one) => one.timeZone),
          last.map((one) => JSON.stringify(one.body)),
          last.map((one) => one.quorum),
        ],
      );
      await tx.query(`delete from ${table('territory_commune')} where territory_id = any($1::uuid[])`, [ids]);
      const pairs = last.flatMap((one) => one.communes.map((commune) => [commune, one.territoryId] as const));
      await tx.query(
        `insert into ${table('territory_commune')} (commune_code, territory_id)
           select * from unnest($1::text[], $2::uuid[]) on conflict do nothing`,
        [pairs.map(([commune]) => commune), pairs.map(([, territoryId]) => territoryId)],
      );
    }),
  ]),
  projection('partner_ref', { tables: ['partner_ref'] }, [
    project(PartnerRegistered, async (tx, table, facts) => {
      const last = lastOf(facts);
      await tx.query(
        `insert into ${table('partner_ref')} as p (partner_id, code, kind, name)
           select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
         on conflict (partner_id) do update set code = excluded.code, kind = excluded.kind, name = excluded.name`,
        [
          last.map((one) => one.partnerId),
          last.map((one) => one.code),
          last.map((one) => one.kind),
          last.map((one) => one.name),
        ],
      );
    }),
  ]),
];
