import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type LocalDate, localDateOf } from '#domain/local-date';
import { NotFound } from '#domain/refused';
import { type Asker, mayAct } from '../domain/reach';
import { attempt, type Recontact } from '../domain/recontact';
import { RecontactsRepository } from '../storage/recontacts.repository';
import { SettingsRepository } from '../storage/settings.repository';

/** A partner tried to reach a respondent, and reached nobody (BR-56). */
export class RecordAttempt {
  constructor(
    readonly recontactId: string,
    readonly on: LocalDate | null,
    readonly asker: Asker,
  ) {}
}

@CommandHandler(RecordAttempt)
export class RecordAttemptHandler implements ICommandHandler<RecordAttempt> {
  constructor(
    private readonly recontacts: RecontactsRepository,
    private readonly settings: SettingsRepository,
  ) {}

  execute({ recontactId, on, asker }: RecordAttempt): Promise<Recontact> {
    return this.recontacts.change(recontactId, async (recontact, now) => {
      assertMine(recontact, asker);
      const { policy, timeZone } = await this.settings.of(recontact.territoryId, now);
      const today = localDateOf(now, timeZone);
      return attempt(recontact, on ?? today, today, policy, now);
    });
  }
}

/** To anybody but its partner, a recontact does not exist (BR-53). */
export function assertMine(recontact: Recontact, asker: Asker): void {
  if (!mayAct(recontact, asker))
    throw new NotFound('recontact-unknown', 'Ce recontact n’existe pas, ou n’est pas le vôtre.');
}
