import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import { PublicationRepository } from '../storage/publication.repository';

const NAME = 'concerto_publications_unanswered';

/** Tells Prometheus how many orders the publication site has left without an answer for too long (BR-78). */
@Injectable()
export class UnansweredGauge implements OnApplicationBootstrap {
  constructor(private readonly publications: PublicationRepository) {}

  onApplicationBootstrap(): void {
    if (register.getSingleMetric(NAME)) return;
    const { publications } = this;
    new Gauge({
      name: NAME,
      help: 'orders to publish or to take back that the site has not answered within the time of the policy',
      async collect() {
        this.set(await publications.unanswered().catch(() => Number.NaN));
      },
    });
  }
}
