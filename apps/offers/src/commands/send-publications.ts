import { Inject } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { beginAttempt, isToSend, type SiteAnswer } from '../domain/attempt';
import { idempotencyKeyOf, type Publication } from '../domain/publication';
import { PUBLICATION_SITE, type PublicationSite } from '../publication/publication-site';
import { type OrderKey, PublicationRepository } from '../storage/publication.repository';
import { RecordSiteAnswer } from './record-site-answer';

const AT_ONCE = 200;
const SIDE_BY_SIDE = 4;

/** Calls the site for every order that waits for it. No transaction is open during a call. */
export class SendPublications {}

@CommandHandler(SendPublications)
export class SendPublicationsHandler implements ICommandHandler<SendPublications> {
  constructor(
    private readonly publications: PublicationRepository,
    @Inject(PUBLICATION_SITE) private readonly site: PublicationSite,
    private readonly commands: CommandBus,
  ) {}

  async execute(): Promise<void> {
    const waiting = await this.publications.toSend(AT_ONCE);
    const lanes = Array.from({ length: SIDE_BY_SIDE }, async () => {
      for (let key = waiting.shift(); key; key = waiting.shift()) await this.send(key);
    });
    const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** The attempt is written before the call, the answer after it, each in its own transaction. */
  private async send(key: OrderKey): Promise<void> {
    let begun = false;
    const order = await this.publications.change(key, (publication, now) => {
      begun = isToSend(publication, now);
      return { publication: begun ? beginAttempt(publication, now) : publication, facts: [] };
    });
    if (!begun) return;
    const answer = await this.call(order);
    await this.commands.execute(new RecordSiteAnswer(key, order.revision, answer));
  }

  private async call(order: Publication): Promise<SiteAnswer> {
    const name = idempotencyKeyOf(order);
    const { revision, positions } = order;
    if (order.wanted === 'RETRACTED') return this.site.retract(revision, name);
    const wording = await this.publications.wordingOf(order.offerId);
    return this.site.publish({ ...wording, revision, positions }, name);
  }
}
