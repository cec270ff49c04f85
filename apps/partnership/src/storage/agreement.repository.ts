import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Decision } from '#domain/decision';
import { NotFound } from '#domain/refused';
import { openUnit, UnitOfWork } from '#messaging/unit-of-work';
import type { Agreement } from '../domain/agreement';
import { AgreementSchema } from './territory.schema';

/** Agreements, under their territory's key. */
@Injectable()
export class AgreementRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  add(agreement: Agreement, decide: (now: Date) => Decision<Agreement>): Promise<Agreement> {
    return this.unitOfWork.run([agreement.territoryId], async (tx) => {
      const { state, facts } = decide(tx.now);
      await tx.manager.getRepository(AgreementSchema).insert({ ...state } as never);
      tx.tell(facts);
      return state;
    });
  }

  change(
    { agreementId, territoryId }: Pick<Agreement, 'agreementId' | 'territoryId'>,
    decide: (agreement: Agreement, now: Date) => Decision<Agreement>,
  ): Promise<Agreement> {
    return this.unitOfWork.run([territoryId], async (tx) => {
      const before = await this.agreement(agreementId);
      const { state, facts } = decide(before, tx.now);
      if (state !== before) await tx.manager.getRepository(AgreementSchema).save({ ...state } as never);
      tx.tell(facts);
      return state;
    });
  }

  agreements(): Promise<Agreement[]> {
    return this.manager.getRepository(AgreementSchema).find({ order: { agreementId: 'ASC' } });
  }

  async agreement(agreementId: string): Promise<Agreement> {
    const agreement = await this.manager.getRepository(AgreementSchema).findOneBy({ agreementId });
    if (!agreement) throw new NotFound('agreement-unknown', 'Cet accord n’existe pas.');
    return agreement;
  }

  private get manager(): EntityManager {
    return openUnit()?.manager ?? this.dataSource.manager;
  }
}
