import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Decision } from '#domain/decision';
import { NotFound } from '#domain/refused';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import type { Introduction } from '../domain/introduction';
import { IntroductionSchema } from './introduction.schema';

/** Introductions, under the lock of the offer's employer: the ceiling of an offer is counted under it (BR-89). */
@Injectable()
export class IntroductionRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  add(
    employerId: string,
    decide: (tx: Transaction) => Promise<Decision<Introduction>>,
  ): Promise<Introduction> {
    return this.unitOfWork.run([employerId], async (tx) => {
      const { state, facts } = await decide(tx);
      await tx.manager.insert(IntroductionSchema, state);
      tx.tell(facts);
      return state;
    });
  }

  async change(
    introductionId: string,
    decide: (introduction: Introduction, now: Date) => Decision<Introduction>,
  ): Promise<Introduction> {
    const manager = openUnit()?.manager ?? this.dataSource.manager;
    const found = await manager.findOneBy(IntroductionSchema, { introductionId });
    if (!found) throw new NoSuchIntroduction();
    return this.unitOfWork.run([found.employerId], async (tx) => {
      const before = await tx.manager.findOneByOrFail(IntroductionSchema, { introductionId });
      const { state, facts } = decide(before, tx.now);
      if (state !== before) await tx.manager.update(IntroductionSchema, { introductionId }, state);
      tx.tell(facts);
      return state;
    });
  }

  /** How many of the offer's introductions are pending, all partners, and whether this partner's candidate is among them. */
  async pending(tx: Transaction, offerId: string, partnerId: string, candidateRef: string) {
    const [row] = await tx.query<{ pending: number; same: boolean }>(
      `select count(*) as pending, coalesce(bool_or(partner_id = $2 and candidate_ref = $3), false) as same
         from introduction where offer_id = $1 and ended_at is null`,
      [offerId, partnerId, candidateRef],
    );
    return { pending: row!.pending, sameCandidate: row!.same };
  }

  /** The introductions of an offer that this partner may see: its own, or all of its own offer (BR-88). */
  ofOffer(offerId: string, partnerId: string): Promise<Introduction[]> {
    return this.dataSource.manager.find(IntroductionSchema, {
      where: [
        { offerId, partnerId },
        { offerId, collectorId: partnerId },
      ],
      order: { madeAt: 'ASC', introductionId: 'ASC' },
    });
  }
}

/** Also for a third partner: that the introduction exists is revealing (BR-88). */
export class NoSuchIntroduction extends NotFound {
  constructor() {
    super('no-such-introduction', 'Cette mise en relation n’existe pas, ou elle n’est pas la vôtre.');
  }
}
