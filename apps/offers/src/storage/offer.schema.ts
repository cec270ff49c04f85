import { EntitySchema } from 'typeorm';
import type { Agenda } from '../domain/agenda';
import type { Offer } from '../domain/offer';

/** The offer's own row: its order and its notices stand in their tables, its agenda beside it for the schedules. */
export type OfferRow = Omit<Offer, 'publication' | 'notices'> & Agenda;

export const OfferSchema = new EntitySchema<OfferRow>({
  name: 'offer',
  columns: {
    offerId: { type: 'uuid', name: 'offer_id', primary: true },
    employerId: { type: 'uuid', name: 'employer_id' },
    siret: { type: 'text' },
    territoryId: { type: 'uuid', name: 'territory_id', nullable: true },
    communeCode: { type: 'text', name: 'commune_code' },
    zone: { type: 'text' },
    partnerId: { type: 'uuid', name: 'partner_id' },
    unitId: { type: 'uuid', name: 'unit_id', nullable: true },
    romeCode: { type: 'text', name: 'rome_code' },
    title: { type: 'text' },
    wording: { type: 'text', nullable: true },
    positions: { type: 'integer' },
    filled: { type: 'integer' },
    hiddenMarket: { type: 'boolean', name: 'hidden_market' },
    reservedBy: { type: 'text', name: 'reserved_by', nullable: true },
    oethSuitable: { type: 'text', name: 'oeth_suitable', nullable: true },
    status: { type: 'text' },
    collectedOn: { type: 'date', name: 'collected_on' },
    receivedAt: { type: 'timestamptz', name: 'received_at' },
    clockFrom: { type: 'date', name: 'clock_from' },
    pauses: { type: 'jsonb' },
    agreementId: { type: 'uuid', name: 'agreement_id', nullable: true },
    commitmentDays: { type: 'integer', name: 'commitment_days', nullable: true },
    agreementsSeen: { type: 'integer', name: 'agreements_seen' },
    policyVersion: { type: 'integer', name: 'policy_version' },
    dueOn: { type: 'date', name: 'due_on', nullable: true },
    exempt: { type: 'text', nullable: true },
    exemptProof: { type: 'text', name: 'exempt_proof', nullable: true },
    siteReference: { type: 'text', name: 'site_reference', nullable: true },
    newNeed: { type: 'text', name: 'new_need', nullable: true },
    sharedAt: { type: 'timestamptz', name: 'shared_at', nullable: true },
    confirmedOn: { type: 'date', name: 'confirmed_on' },
    frozenUntil: { type: 'date', name: 'frozen_until', nullable: true },
    filledOn: { type: 'date', name: 'filled_on', nullable: true },
    closedOn: { type: 'date', name: 'closed_on', nullable: true },
    closedReason: { type: 'text', name: 'closed_reason', nullable: true },
    recontactId: { type: 'uuid', name: 'recontact_id', nullable: true },
    cycle: { type: 'integer' },
    version: { type: 'integer' },
    publishAt: { type: 'timestamptz', name: 'publish_at', nullable: true },
    remindAt: { type: 'timestamptz', name: 'remind_at', nullable: true },
    expireAt: { type: 'timestamptz', name: 'expire_at', nullable: true },
  },
});
