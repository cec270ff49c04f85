import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type SiteAnswer, settle } from '../domain/attempt';
import { type Publication } from '../domain/publication';
import { type OrderKey, PublicationRepository } from '../storage/publication.repository';

/** What the site answered to a wish, or that it did not. */
export class RecordSiteAnswer {
  constructor(
    readonly order: OrderKey,
    readonly revision: number,
    readonly answer: SiteAnswer,
  ) {}
}

@CommandHandler(RecordSiteAnswer)
export class RecordSiteAnswerHandler implements ICommandHandler<RecordSiteAnswer> {
  constructor(private readonly publications: PublicationRepository) {}

  execute({ order, revision, answer }: RecordSiteAnswer): Promise<Publication> {
    return this.publications.change(order, (publication, now) => {
      const settled = settle(publication, revision, answer, now);
      return answer.kind === 'rejected' ? { ...settled, notice: 'PUBLICATION_REJECTED' } : settled;
    });
  }
}
