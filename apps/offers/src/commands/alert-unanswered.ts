import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { LOG } from '#service/tokens';
import { alertIfUnanswered } from '../domain/attempt';
import { type Publication } from '../domain/publication';
import { type OrderKey, PublicationRepository } from '../storage/publication.repository';

/** The site has not answered for as long as deserves a person (BR-78). */
export class AlertUnanswered {
  constructor(readonly order: OrderKey) {}
}

@CommandHandler(AlertUnanswered)
export class AlertUnansweredHandler implements ICommandHandler<AlertUnanswered> {
  constructor(
    private readonly publications: PublicationRepository,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async execute({ order }: AlertUnanswered): Promise<Publication> {
    const alerted = await this.publications.change(order, (publication, now, { publicationAlertHours }) => ({
      publication: alertIfUnanswered(publication, publicationAlertHours, now),
      facts: [],
      notice: 'PUBLICATION_UNACKNOWLEDGED',
    }));
    if (alerted.alertedAt !== null)
      this.log.warn({ ...order, state: alerted.state }, 'the publication site does not answer');
    return alerted;
  }
}
