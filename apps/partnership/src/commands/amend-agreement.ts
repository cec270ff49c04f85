import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Agreement, type AgreementTerms, amendAgreement } from '../domain/agreement';
import { AgreementRepository } from '../storage/agreement.repository';
import { PartnerRepository } from '../storage/partner.repository';
import { TerritoryRepository } from '../storage/territory.repository';

export class AmendAgreement {
  constructor(
    readonly agreement: Pick<Agreement, 'agreementId' | 'territoryId'>,
    readonly terms: AgreementTerms,
  ) {}
}

@CommandHandler(AmendAgreement)
export class AmendAgreementHandler implements ICommandHandler<AmendAgreement> {
  constructor(
    private readonly agreements: AgreementRepository,
    private readonly partners: PartnerRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  async execute({ agreement, terms }: AmendAgreement): Promise<Agreement> {
    const { timeZone } = await this.territories.territory(agreement.territoryId);
    const partners = await this.partners.partners();
    return this.agreements.change(agreement, (state, now) =>
      amendAgreement(state, terms, partners, { now, timeZone, firstLoad: false }),
    );
  }
}
