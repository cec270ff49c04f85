import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { advance, type Introduction, type IntroductionState } from '../domain/introduction';
import type { Reader } from '../domain/rights';
import { IntroductionRepository, NoSuchIntroduction } from '../storage/introduction.repository';

/** One of the two partners says where the introduction stands, or how it ended (BR-87). */
export class AdvanceIntroduction {
  constructor(
    readonly by: Reader,
    readonly introductionId: string,
    readonly state: IntroductionState,
    readonly reason: string | null,
  ) {}
}

@CommandHandler(AdvanceIntroduction)
export class AdvanceIntroductionHandler implements ICommandHandler<AdvanceIntroduction> {
  constructor(private readonly introductions: IntroductionRepository) {}

  execute({ by, introductionId, state, reason }: AdvanceIntroduction): Promise<Introduction> {
    return this.introductions.change(introductionId, (introduction, now) => {
      const { partnerId, collectorId } = introduction;
      if (by.partnerId === null || ![partnerId, collectorId].includes(by.partnerId))
        throw new NoSuchIntroduction();
      return advance(introduction, state, reason, now);
    });
  }
}
