import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { regionOfCommune } from '#domain/holidays';
import { NotYet } from '#domain/not-yet';
import { Invalid } from '#domain/refused';
import { parseSiret } from '#domain/siret';
import { type EmployerRef, EmployerRefs } from '#service/employer-ref';
import { type Entrusting, entrust } from '../domain/entrust';
import type { Offer } from '../domain/offer';
import { OfferRepository } from '../storage/offer.repository';
import { PublicationRepository } from '../storage/publication.repository';
import { TermsRepository } from '../storage/terms.repository';

/** An employer entrusts an offer to a partner: by the SIRET that a door was given, or as an employer of ours. */
export class EntrustOffer {
  constructor(
    readonly employer: { readonly siret: string } | { readonly employerId: string },
    readonly said: Omit<Entrusting, 'offerId'>,
  ) {}
}

@CommandHandler(EntrustOffer)
export class EntrustOfferHandler implements ICommandHandler<EntrustOffer> {
  constructor(
    private readonly offers: OfferRepository,
    private readonly publications: PublicationRepository,
    private readonly terms: TermsRepository,
    private readonly employers: EmployerRefs,
  ) {}

  async execute({ employer: asked, said }: EntrustOffer): Promise<Offer> {
    const employer = 'siret' in asked ? await this.bySiret(asked.siret) : await this.byId(asked.employerId);
    const { partnerId, siteReference } = said;
    const collectorKind = await this.terms.kindOf(partnerId);
    if (collectorKind === null) throw new NotYet('partner', partnerId);
    return this.offers.add(employer.employerId, async (tx) => {
      const { zone, policy, policyVersion } = await this.terms.of(employer.territoryId, tx.now);
      const around = {
        employer,
        zone,
        region: regionOfCommune(employer.communeCode),
        policy,
        policyVersion,
        collectorKind,
        agreements: await this.terms.agreements(employer.territoryId),
        formerSimilar: await this.offers.formerSimilar(partnerId, employer.employerId, said.romeCode),
        referenceKnown: siteReference !== null && (await this.publications.isKnownAtSite(siteReference)),
        optedOut: await this.terms.optedOut(employer.employerId, partnerId),
      };
      await this.terms.heard(partnerId, tx.now);
      return entrust({ ...said, offerId: uuidv7() }, around, tx.now);
    });
  }

  private async bySiret(text: string): Promise<EmployerRef> {
    const siret = parseSiret(text);
    const employer = (await this.employers.bySiret([siret])).get(siret);
    if (employer) return employer;
    const detail =
      'Cet établissement n’est pas encore connu ici. S’il vient d’être enregistré, réessayez dans un instant ; sinon, vérifiez le SIRET, ou faites-le entrer par le fichier de votre structure.';
    throw new Invalid('employer-not-known-yet', detail, [
      { pointer: '/siret', code: 'employer-not-known-yet', detail },
    ]);
  }

  private async byId(employerId: string): Promise<EmployerRef> {
    const employer = (await this.employers.byId([employerId])).get(employerId);
    if (!employer) throw new NotYet('employer', employerId);
    return employer;
  }
}
