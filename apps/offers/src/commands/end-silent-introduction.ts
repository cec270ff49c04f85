import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { endSilent, type Introduction } from '../domain/introduction';
import { IntroductionRepository } from '../storage/introduction.repository';

/** Nobody answered an introduction in time (BR-87). */
export class EndSilentIntroduction {
  constructor(readonly introductionId: string) {}
}

@CommandHandler(EndSilentIntroduction)
export class EndSilentIntroductionHandler implements ICommandHandler<EndSilentIntroduction> {
  constructor(private readonly introductions: IntroductionRepository) {}

  execute({ introductionId }: EndSilentIntroduction): Promise<Introduction> {
    return this.introductions.change(introductionId, endSilent);
  }
}
