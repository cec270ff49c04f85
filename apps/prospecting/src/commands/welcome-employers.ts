import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { optOutFact } from '../domain/opt-out';
import { OptOutRepository } from '../storage/opt-out.repository';
import { QuarantineRepository } from '../storage/quarantine.repository';
import { EndMovedOut } from './end-moved-out';
import { RecordContacts } from './record-contacts';

/** Employers are known from now on, or elsewhere, under a new SIRET: what waited for them takes effect (BR-50, BR-111). */
export class WelcomeEmployers {
  constructor(
    readonly employers: readonly { employerId: string; siret: string; territoryId?: string | null }[],
  ) {}
}

@CommandHandler(WelcomeEmployers)
export class WelcomeEmployersHandler implements ICommandHandler<WelcomeEmployers> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly quarantine: QuarantineRepository,
    private readonly optOuts: OptOutRepository,
    private readonly commands: CommandBus,
  ) {}

  execute({ employers }: WelcomeEmployers): Promise<void> {
    return this.unitOfWork.run([...new Set(employers.map((one) => one.employerId))], async (tx) => {
      const recognised = await this.optOuts.recognise(tx, employers);
      tx.tell(recognised.map(({ employerId, optOut }) => optOutFact(optOut, employerId)));
      await this.commands.execute(
        new EndMovedOut(
          employers.map(({ employerId, territoryId }) => ({ employerId, territoryId: territoryId ?? null })),
        ),
      );
      const waiting = await this.quarantine.release(
        tx,
        employers.map((one) => one.siret),
      );
      if (waiting.length === 0) return;
      await this.commands.execute(new RecordContacts(waiting.map((data) => ({ data }))));
    });
  }
}
