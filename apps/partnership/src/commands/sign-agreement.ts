import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Agreement, signAgreement } from '../domain/agreement';
import { AgreementRepository } from '../storage/agreement.repository';
import { PartnerRepository } from '../storage/partner.repository';
import { TerritoryRepository } from '../storage/territory.repository';

export class SignAgreement {
  constructor(
    readonly agreement: Agreement,
    /** The operator loads what was signed before Concerto, with its own date. */
    readonly firstLoad: boolean,
  ) {}
}

@CommandHandler(SignAgreement)
export class SignAgreementHandler implements ICommandHandler<SignAgreement> {
  constructor(
    private readonly agreements: AgreementRepository,
    private readonly partners: PartnerRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  async execute({ agreement, firstLoad }: SignAgreement): Promise<Agreement> {
    const { timeZone } = await this.territories.territory(agreement.territoryId);
    const partners = await this.partners.partners();
    return this.agreements.add(agreement, (now) =>
      signAgreement(agreement, partners, { now, timeZone, firstLoad }),
    );
  }
}
