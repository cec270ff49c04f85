import {
  IntroductionEnded,
  IntroductionMade,
  OfferChanged,
  OfferEntrusted,
  OfferExpired,
  OfferPositionsFilled,
  OfferReopened,
  OfferWithdrawn,
} from '#contracts/offers';
import {
  AgentChanged,
  PartnerRegistered,
  PartnerUnitChanged,
  PolicyAdopted,
  TerritoryDefined,
} from '#contracts/partnership';
import { PartnerEmployerKnown, SegmentationAdopted } from '#contracts/segmentation';
import { localDateOf } from '#domain/local-date';
import { project, projection, type TableOf } from '#messaging/projections';
import type { Received } from '#messaging/received';
import type { Transaction } from '#messaging/unit-of-work';
import { employerRefProjection } from '#service/employer-ref';

/** The last fact of each object: a set-wise upsert may touch a row once. */
const lastBy = <T extends object>(facts: readonly Received<T>[], idOf: (data: T) => string): T[] => [
  ...new Map(facts.map((fact) => [idOf(fact.data), fact.data])).values(),
];

/** Upserts rows given as JSON objects whose keys are the columns. */
function upsert(
  tx: Transaction,
  table: string,
  key: string,
  columns: Record<string, string>,
  rows: readonly object[],
) {
  const names = Object.keys(columns);
  const typed = names.map((name) => `${name} ${columns[name]}`).join(', ');
  const updates = names.map((name) => `${name} = excluded.${name}`).join(', ');
  return tx.query(
    `insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from jsonb_to_recordset($1::jsonb) as t(${typed})
     on conflict (${key}) do update set ${updates}`,
    [JSON.stringify(rows)],
  );
}

const partnership = projection(
  'partnership_ref',
  { tables: ['partner_ref', 'unit_ref', 'agent_ref', 'territory_ref', 'policy_ref'] },
  [
    project(PartnerRegistered, (tx, table, facts) =>
      upsert(
        tx,
        table('partner_ref'),
        'partner_id',
        { partner_id: 'uuid', code: 'text', kind: 'text', name: 'text', territory_ids: 'uuid[]' },
        lastBy(facts, (one) => one.partnerId).map((one) => ({
          partner_id: one.partnerId,
          code: one.code,
          kind: one.kind,
          name: one.name,
          territory_ids: one.territoryIds,
        })),
      ),
    ),
    project(PartnerUnitChanged, (tx, table, facts) =>
      upsert(
        tx,
        table('unit_ref'),
        'unit_id',
        { unit_id: 'uuid', partner_id: 'uuid', name: 'text', commune_code: 'text', open: 'boolean' },
        lastBy(facts, (one) => one.unitId).map((one) => ({
          unit_id: one.unitId,
          partner_id: one.partnerId,
          name: one.name,
          commune_code: one.communeCode,
          open: one.open,
        })),
      ),
    ),
    project(AgentChanged, (tx, table, facts) =>
      upsert(
        tx,
        table('agent_ref'),
        'agent_id',
        {
          agent_id: 'uuid',
          partner_id: 'uuid',
          unit_id: 'uuid',
          capacity_per_month: 'int',
          active: 'boolean',
          absent_from: 'date',
          absent_until: 'date',
        },
        lastBy(facts, (one) => one.agentId).map((one) => ({
          agent_id: one.agentId,
          partner_id: one.partnerId,
          unit_id: one.unitId,
          capacity_per_month: one.capacityPerMonth,
          active: one.active,
          absent_from: one.absentFrom ?? null,
          absent_until: one.absentUntil ?? null,
        })),
      ),
    ),
    project(TerritoryDefined, (tx, table, facts) =>
      upsert(
        tx,
        table('territory_ref'),
        'territory_id',
        { territory_id: 'uuid', name: 'text', zone: 'text', body: 'jsonb', quorum: 'int' },
        lastBy(facts, (one) => one.territoryId).map((one) => ({
          territory_id: one.territoryId,
          name: one.name,
          zone: one.timeZone,
          body: one.body,
          quorum: one.quorum,
        })),
      ),
    ),
    project(PolicyAdopted, (tx, table, facts) =>
      upsert(
        tx,
        table('policy_ref'),
        'territory_id, version',
        { territory_id: 'uuid', version: 'int', effective_from: 'timestamptz', parameters: 'jsonb' },
        lastBy(facts, (one) => `${one.territoryId} ${one.version}`).map((one) => ({
          territory_id: one.territoryId,
          version: one.version,
          effective_from: one.effectiveFrom,
          parameters: one.parameters,
        })),
      ),
    ),
  ],
);

const segmentation = projection('segmentation_ref', { tables: ['segmentation_ref', 'known_employer'] }, [
  project(SegmentationAdopted, (tx, table, facts) =>
    upsert(
      tx,
      table('segmentation_ref'),
      'segmentation_id',
      { segmentation_id: 'uuid', territory_id: 'uuid', version: 'int', effective_from: 'date' },
      lastBy(facts, (one) => one.segmentationId).map((one) => ({
        segmentation_id: one.segmentationId,
        territory_id: one.territoryId,
        version: one.version,
        effective_from: one.effectiveFrom,
      })),
    ),
  ),
  // A partner's word without a date counts from the day on which it was told (BR-21).
  project(PartnerEmployerKnown, (tx, table, facts) => {
    const told = new Map(
      facts.map(({ data, occurredAt }) => [
        `${data.employerId} ${data.partnerId}`,
        {
          employer_id: data.employerId,
          partner_id: data.partnerId,
          relation: data.relation,
          last_contact_on: data.lastContactOn ?? localDateOf(occurredAt),
        },
      ]),
    );
    return upsert(
      tx,
      table('known_employer'),
      'employer_id, partner_id',
      { employer_id: 'uuid', partner_id: 'uuid', relation: 'text', last_contact_on: 'date' },
      [...told.values()],
    );
  }),
]);

const closeOffers = (
  tx: Transaction,
  table: TableOf,
  facts: readonly Received<{ offerId: string; openPositions?: number }>[],
) => {
  const last = lastBy(facts, (one) => one.offerId);
  return tx.query(
    `update ${table('offer_ref')} o set open = t.open from unnest($1::uuid[], $2::boolean[]) t(id, open) where o.offer_id = t.id`,
    [last.map((one) => one.offerId), last.map((one) => (one.openPositions ?? 0) > 0)],
  );
};

/** Offers and introductions: a lock while open (BR-24), evidence for ever (BR-21). */
const offers = projection('offers_ref', { tables: ['offer_ref', 'hire_ref', 'introduction_ref'] }, [
  project(OfferEntrusted, (tx, table, facts) =>
    upsert(
      tx,
      table('offer_ref'),
      'offer_id',
      { offer_id: 'uuid', employer_id: 'uuid', partner_id: 'uuid', collected_on: 'date', open: 'boolean' },
      lastBy(facts, (one) => one.offerId).map((one) => ({
        offer_id: one.offerId,
        employer_id: one.employerId,
        partner_id: one.partnerId,
        collected_on: one.collectedOn,
        open: one.positions > 0,
      })),
    ),
  ),
  project(OfferChanged, closeOffers),
  project(OfferReopened, closeOffers),
  project(OfferWithdrawn, closeOffers),
  project(OfferExpired, closeOffers),
  project(OfferPositionsFilled, async (tx, table, facts) => {
    await closeOffers(tx, table, facts);
    await upsert(
      tx,
      table('hire_ref'),
      'employer_id, version',
      { employer_id: 'uuid', version: 'int', offer_id: 'uuid', introduced_by: 'uuid', filled_on: 'date' },
      facts.map(({ data, version }) => ({
        employer_id: data.employerId,
        version,
        offer_id: data.offerId,
        introduced_by: data.introducedByPartnerId ?? null,
        filled_on: data.filledOn,
      })),
    );
  }),
  project(IntroductionMade, (tx, table, facts) =>
    upsert(
      tx,
      table('introduction_ref'),
      'introduction_id',
      { introduction_id: 'uuid', employer_id: 'uuid', partner_id: 'uuid', open: 'boolean' },
      lastBy(facts, (one) => one.introductionId).map((one) => ({
        introduction_id: one.introductionId,
        employer_id: one.employerId,
        partner_id: one.partnerId,
        open: true,
      })),
    ),
  ),
  project(IntroductionEnded, (tx, table, facts) =>
    tx.query(`update ${table('introduction_ref')} set open = false where introduction_id = any($1::uuid[])`, [
      facts.map((fact) => fact.data.introductionId),
    ]),
  ),
]);

export const projections = [employerRefProjection, partnership, segmentation, offers];
