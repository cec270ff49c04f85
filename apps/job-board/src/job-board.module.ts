import { Module } from '@nestjs/common';
import { ServiceModule } from '#service/service.module';
import { Behaviour } from './behaviour';
import { BehaviourController } from './behaviour.http';
import { PageController } from './page.http';
import { PublicationsController } from './publications.http';
import { migrations } from './storage/migrations';
import { PublishedRepository } from './storage/published.repository';

/** The site that stands in the place of Pôle emploi's: it hears no fact and tells none. */
@Module({
  imports: [ServiceModule.for({ name: 'job-board', migrations })],
  controllers: [PublicationsController, PageController, BehaviourController],
  providers: [PublishedRepository, Behaviour],
})
export class JobBoardModule {}
