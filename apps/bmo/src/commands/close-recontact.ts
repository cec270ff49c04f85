import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { localDateOf } from '#domain/local-date';
import type { Answer } from '../domain/answer';
import type { Asker } from '../domain/reach';
import { close, type Recontact } from '../domain/recontact';
import { RecontactsRepository } from '../storage/recontacts.repository';
import { SettingsRepository } from '../storage/settings.repository';
import { assertMine } from './record-attempt';

/** The partner learned what became of an intention (BR-52). */
export class CloseRecontact {
  constructor(
    readonly recontactId: string,
    readonly answer: Answer,
    readonly asker: Asker,
  ) {}
}

@CommandHandler(CloseRecontact)
export class CloseRecontactHandler implements ICommandHandler<CloseRecontact> {
  constructor(
    private readonly recontacts: RecontactsRepository,
    private readonly settings: SettingsRepository,
  ) {}

  execute({ recontactId, answer, asker }: CloseRecontact): Promise<Recontact> {
    return this.recontacts.change(recontactId, async (recontact, now) => {
      assertMine(recontact, asker);
      const { policy, timeZone } = await this.settings.of(recontact.territoryId, now);
      return close(recontact, answer, { today: localDateOf(now, timeZone), policy, now });
    });
  }
}
