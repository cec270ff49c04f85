import {
  OfferChanged,
  OfferEntrusted,
  OfferExpired,
  OfferPaused,
  OfferPositionsFilled,
  OfferReopened,
  OfferResumed,
  OfferWithdrawn,
  PublicationAcknowledged,
  PublicationOrdered,
  PublicationRejected,
  PublicationRetracted,
} from '#contracts/offers';
import { project, projection, type TableOf } from '#messaging/projections';
import type { Received } from '#messaging/received';
import type { Transaction } from '#messaging/unit-of-work';
import type { OfferStepKind } from '../domain/evidence';
import { columns, lastOf } from './columns';

interface Step {
  offerId: string;
  on?: string | null;
  open?: number | null;
  dueAt?: string | null;
  exempt?: string | null;
}

/** Keeps what the facts left of their offers, one row a fact: the order of the versions is the order of the steps. */
const keepSteps = <T extends { offerId: string }>(
  tx: Transaction,
  table: TableOf,
  kind: OfferStepKind,
  facts: readonly Received<T>[],
  step: (data: T) => Omit<Step, 'offerId'>,
) =>
  tx.query(
    `insert into ${table('offer_step')} (offer_id, version, kind, at, on_day, open, due_at, exempt)
       select id, version, $3, at, on_day, open, due_at, exempt
         from unnest($1::uuid[], $2::bigint[], $4::timestamptz[], $5::date[], $6::int[], $7::timestamptz[], $8::text[])
           t(id, version, at, on_day, open, due_at, exempt)
     on conflict do nothing`,
    [
      facts.map(({ data }) => data.offerId),
      facts.map(({ version }) => version),
      kind,
      facts.map(({ occurredAt }) => occurredAt),
      ...columns(
        facts.map(({ data }) => step(data)),
        ({ on }) => on,
        ({ open }) => open,
        ({ dueAt }) => dueAt,
        ({ exempt }) => exempt,
      ),
    ],
  );

const keepDate =
  <T extends { offerId: string; cycle: number }>(
    column: 'acknowledged_at' | 'rejected_at' | 'retracted_at',
    at: (data: T) => string,
  ) =>
  (tx: Transaction, table: TableOf, facts: readonly Received<T>[]) =>
    tx.query(
      `update ${table('publication')} p set ${column} = t.at
         from unnest($1::uuid[], $2::int[], $3::timestamptz[]) t(id, cycle, at)
        where p.offer_id = t.id and p.cycle = t.cycle`,
      columns(
        lastOf(facts, ({ data }) => `${data.offerId} ${data.cycle}`),
        ({ data }) => data.offerId,
        ({ data }) => data.cycle,
        ({ data }) => at(data),
      ),
    );

async function keepOffers(
  tx: Transaction,
  table: TableOf,
  facts: readonly Received<OfferEntrusted>[],
): Promise<void> {
  await tx.query(
    `insert into ${table('offer')} (offer_id, employer_id, territory_id, partner_id, rome_code, collected_on,
        commitment_days, recontact_id)
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::int[], $8::uuid[])
     on conflict (offer_id) do nothing`,
    columns(
      facts,
      ({ data }) => data.offerId,
      ({ data }) => data.employerId,
      ({ data }) => data.territoryId,
      ({ data }) => data.partnerId,
      ({ data }) => data.romeCode,
      ({ data }) => data.collectedOn,
      ({ data }) => data.commitmentDays,
      ({ data }) => data.recontactId,
    ),
  );
  await keepSteps(tx, table, 'ENTRUSTED', facts, (data) => ({
    on: data.collectedOn,
    open: data.positions,
    dueAt: data.dueAt,
    exempt: data.exempt,
  }));
}

async function keepChanges(
  tx: Transaction,
  table: TableOf,
  facts: readonly Received<OfferChanged>[],
): Promise<void> {
  await tx.query(
    `update ${table('offer')} o set rome_code = t.rome from unnest($1::uuid[], $2::text[]) t(id, rome)
      where o.offer_id = t.id`,
    columns(
      lastOf(facts, ({ data }) => data.offerId),
      ({ data }) => data.offerId,
      ({ data }) => data.romeCode,
    ),
  );
  await keepSteps(tx, table, 'CHANGED', facts, (data) => ({
    open: data.openPositions,
    dueAt: data.dueAt,
    exempt: data.exempt,
  }));
}

/** Offers, each with its steps, and their publications. */
export const offers = projection('offers', { tables: ['offer', 'offer_step', 'publication'] }, [
  project(OfferEntrusted, keepOffers),
  project(OfferChanged, keepChanges),
  project(OfferPositionsFilled, (tx, table, facts) =>
    keepSteps(tx, table, 'FILLED', facts, (data) => ({ on: data.filledOn, open: data.openPositions })),
  ),
  project(OfferReopened, (tx, table, facts) =>
    keepSteps(tx, table, 'REOPENED', facts, (data) => ({ open: data.openPositions, dueAt: data.dueAt })),
  ),
  project(OfferPaused, (tx, table, facts) =>
    keepSteps(tx, table, 'PAUSED', facts, (data) => ({ on: data.pausedOn })),
  ),
  project(OfferResumed, (tx, table, facts) =>
    keepSteps(tx, table, 'RESUMED', facts, (data) => ({ on: data.resumedOn, dueAt: data.dueAt })),
  ),
  project(OfferWithdrawn, (tx, table, facts) =>
    keepSteps(tx, table, 'WITHDRAWN', facts, () => ({ open: 0 })),
  ),
  project(OfferExpired, (tx, table, facts) => keepSteps(tx, table, 'EXPIRED', facts, () => ({ open: 0 }))),
  project(PublicationOrdered, (tx, table, facts) =>
    tx.query(
      `insert into ${table('publication')} (offer_id, cycle, due_at, ordered_at)
         select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[]) on conflict do nothing`,
      columns(
        facts,
        ({ data }) => data.offerId,
        ({ data }) => data.cycle,
        ({ data }) => data.dueAt,
        ({ data }) => data.orderedAt,
      ),
    ),
  ),
  project(
    PublicationAcknowledged,
    keepDate<PublicationAcknowledged>('acknowledged_at', (data) => data.acknowledgedAt),
  ),
  project(
    PublicationRejected,
    keepDate<PublicationRejected>('rejected_at', (data) => data.rejectedAt),
  ),
  project(
    PublicationRetracted,
    keepDate<PublicationRetracted>('retracted_at', (data) => data.retractedAt),
  ),
]);
