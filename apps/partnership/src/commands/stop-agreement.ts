import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { LocalDate } from '#domain/local-date';
import { type Agreement, endAgreement, suspendAgreement } from '../domain/agreement';
import { AgreementRepository } from '../storage/agreement.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** An agreement is suspended, or comes to its end, from a day on. */
export class StopAgreement {
  constructor(
    readonly agreement: Pick<Agreement, 'agreementId' | 'territoryId'>,
    readonly how: 'suspend' | 'end',
    readonly from: LocalDate,
  ) {}
}

@CommandHandler(StopAgreement)
export class StopAgreementHandler implements ICommandHandler<StopAgreement> {
  constructor(
    private readonly agreements: AgreementRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  async execute({ agreement, how, from }: StopAgreement): Promise<Agreement> {
    const { timeZone } = await this.territories.territory(agreement.territoryId);
    const stop = how === 'suspend' ? suspendAgreement : endAgreement;
    return this.agreements.change(agreement, (state, now) =>
      stop(state, from, { now, timeZone, firstLoad: false }),
    );
  }
}
