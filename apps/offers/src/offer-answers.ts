import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { romeLabel } from '#domain/codes/rome';
import { EmployerRefs } from '#service/employer-ref';
import type { CallerIdentity } from '#service/identity';
import { dueAtText, type Offer, openPositions } from './domain/offer';
import type { Reader, Sight } from './domain/rights';
import { standingOf } from './domain/standing';
import type { OfferAnswer } from './offer-answer';
import { type NamedPartner, TermsRepository } from './storage/terms.repository';

/** Says what a reader may know of offers: the free text and the notices are the holder's. */
@Injectable()
export class OfferAnswers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly employers: EmployerRefs,
    private readonly terms: TermsRepository,
  ) {}

  /** Business time of this service. */
  async now(): Promise<Date> {
    const [row] = await this.dataSource.query<{ now: Date }[]>('select business_now() as now');
    return row!.now;
  }

  async of(
    offers: readonly Offer[],
    sight: Pick<Sight, 'partnerId' | 'watches'>,
    now: Date,
  ): Promise<OfferAnswer[]> {
    const employers = await this.employers.byId([...new Set(offers.map(({ employerId }) => employerId))]);
    const partners = new Map((await this.terms.partners()).map((partner) => [partner.partnerId, partner]));
    const territories = [...new Set(offers.map(({ territoryId }) => territoryId))];
    const policies = new Map(
      await Promise.all(territories.map(async (id) => [id, (await this.terms.of(id, now)).policy] as const)),
    );
    return offers.map((offer) => ({
      ...publicSide(offer, partners.get(offer.partnerId)),
      ...holderSide(offer, sight),
      employer: {
        employerId: offer.employerId,
        siret: offer.siret,
        publicName: employers.get(offer.employerId)?.publicName ?? null,
        communeCode: offer.communeCode,
      },
      clock: {
        ...standingOf(offer, policies.get(offer.territoryId)!, now),
        agreementId: offer.agreementId,
        commitmentDays: offer.commitmentDays,
        dueOn: offer.exempt === null ? offer.dueOn : null,
        dueAt: dueAtText(offer),
        exempt: offer.exempt,
      },
    }));
  }
}

/** The caller as rights see it: a partner's people and machines, or the people of a territory. */
export const readerOf = ({ partnerId, territoryId, roles }: CallerIdentity): Reader => ({
  partnerId,
  territoryId: roles.includes('COORDINATOR') || roles.includes('PILOT') ? territoryId : null,
});

const publicSide = (offer: Offer, collector: NamedPartner | undefined) => ({
  offerId: offer.offerId,
  version: offer.version,
  collector: {
    partnerId: offer.partnerId,
    code: collector?.code ?? null,
    name: collector?.name ?? null,
    unitId: offer.unitId,
  },
  status: offer.status,
  romeCode: offer.romeCode,
  romeLabel: romeLabel(offer.romeCode) ?? null,
  title: offer.title,
  positions: offer.positions,
  openPositions: openPositions(offer),
  collectedOn: offer.collectedOn,
  hiddenMarket: offer.hiddenMarket,
  reservedBy: offer.reservedBy,
  oethSuitable: offer.oethSuitable,
  sharedAt: text(offer.sharedAt),
  publication: publicationSide(offer),
});

function publicationSide({ publication }: Offer) {
  if (publication === null) return null;
  const { cycle, state, wanted, positions, receipt, reason } = publication;
  return {
    cycle,
    state,
    wanted,
    positions,
    receipt,
    reason,
    orderedAt: publication.orderedAt.toISOString(),
    acknowledgedAt: text(publication.acknowledgedAt),
    retractedAt: text(publication.retractedAt),
  };
}

function holderSide(offer: Offer, { partnerId, watches }: Pick<Sight, 'partnerId' | 'watches'>) {
  const mine = offer.partnerId === partnerId;
  const follows = mine || (offer.territoryId !== null && watches.includes(offer.territoryId));
  const notices = offer.notices.map(({ kind, subject, givenAt }) => ({
    kind,
    subject,
    givenAt: givenAt.toISOString(),
  }));
  return { mine, wording: mine ? offer.wording : null, notices: follows ? notices : [] };
}

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;
