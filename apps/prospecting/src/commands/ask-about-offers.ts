import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { localDateOf } from '#domain/local-date';
import { UnitOfWork } from '#messaging/unit-of-work';
import { ConflictRepository } from '../storage/conflict.repository';
import { subjectOf } from '../storage/conflict.rows';

/**
 * Two partners follow an open offer of one employer (BR-24): each keeps its offer, and the coordination is told, so that
 * it may say who leads; else the lead stays where knowledge put it.
 */
export class AskAboutOffers {
  constructor(readonly employerId: string) {}
}

@CommandHandler(AskAboutOffers)
export class AskAboutOffersHandler implements ICommandHandler<AskAboutOffers> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conflicts: ConflictRepository,
  ) {}

  execute({ employerId }: AskAboutOffers): Promise<void> {
    return this.unitOfWork.run([employerId], async (tx) => {
      const followers = await tx.query<{ partnerId: string }>(
        'select distinct partner_id as "partnerId" from offer_ref where employer_id = $1 and open order by 1',
        [employerId],
      );
      if (followers.length < 2) return;
      const partnerIds = followers.map((one) => one.partnerId);
      await this.conflicts.openConflict(tx, {
        kind: 'TWO_PARTNERS_ONE_EMPLOYER',
        employerId,
        subject: subjectOf([...partnerIds, localDateOf(tx.now)]),
        sides: partnerIds.map((partnerId) => ({ partnerId, unitId: null })),
      });
    });
  }
}
