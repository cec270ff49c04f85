import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRegister } from '../storage/employer-register';
import { Establishments, onlyWriter } from '../storage/establishments.repository';

/** A territory was defined anew: the employers of its communes enter it, those it let go of leave it. */
export class SettleTerritory {
  constructor(readonly territoryId: string) {}
}

const AT_ONCE = 5_000;

@CommandHandler(SettleTerritory)
export class SettleTerritoryHandler implements ICommandHandler<SettleTerritory> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly establishments: Establishments,
    private readonly register: EmployerRegister,
  ) {}

  execute({ territoryId }: SettleTerritory): Promise<void> {
    return this.unitOfWork.run([], async (tx) => {
      await onlyWriter(tx);
      const sirets = await this.concerned(tx, territoryId);
      for (let at = 0; at < sirets.length; at += AT_ONCE) {
        const references = await this.establishments.bySiret(tx, sirets.slice(at, at + AT_ONCE));
        const moves = [...references.values()].map((after) => ({ before: after, after }));
        await this.register.follow(tx, moves);
      }
    });
  }

  /** What may enter the territory, and what was in it. */
  private async concerned(tx: Transaction, territoryId: string): Promise<string[]> {
    const rows = await tx.query<{ siret: string }>(
      `select r.siret from establishment r join territory_commune c on c.commune_code = r.commune_code
        where c.territory_id = $1 and r.once_employer
       union select r.siret from partner_record p join establishment r on r.siret = p.siret
        join territory_commune c on c.commune_code = r.commune_code where c.territory_id = $1
       union select e.siret from employer e where e.territory_id = $1
       order by siret`,
      [territoryId],
    );
    return rows.map((row) => row.siret);
  }
}
