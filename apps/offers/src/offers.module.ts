import { Module } from '@nestjs/common';
import { employerRefMigration } from '#service/employer-ref';
import { ServiceModule } from '#service/service.module';
import { AdvanceIntroductionHandler } from './commands/advance-introduction';
import { AlertUnansweredHandler } from './commands/alert-unanswered';
import { ChangeOfferHandler } from './commands/change-offer';
import { ConfirmOfferHandler } from './commands/confirm-offer';
import { EndSilentIntroductionHandler } from './commands/end-silent-introduction';
import { EntrustOfferHandler } from './commands/entrust-offer';
import { ExpireOfferHandler } from './commands/expire-offer';
import { FillPositionsHandler } from './commands/fill-positions';
import { HonourOppositionHandler } from './commands/honour-opposition';
import { LiftExemptionHandler } from './commands/lift-exemption';
import { MakeIntroductionHandler } from './commands/make-introduction';
import { MarkOethSuitableHandler } from './commands/mark-oeth-suitable';
import { PauseOfferHandler } from './commands/pause-offer';
import { PublishIfDueHandler } from './commands/publish-if-due';
import { PublishNowHandler } from './commands/publish-now';
import { RecordSiteAnswerHandler } from './commands/record-site-answer';
import { RefusePublicationHandler } from './commands/refuse-publication';
import { RemindHolderHandler } from './commands/remind-holder';
import { ReopenOfferHandler } from './commands/reopen-offer';
import { ResumeOfferHandler } from './commands/resume-offer';
import { ReviewOffersHandler } from './commands/review-offers';
import { SendPublicationsHandler } from './commands/send-publications';
import { ShareOfferHandler } from './commands/share-offer';
import { StartLateClockHandler } from './commands/start-late-clock';
import { WithdrawOfferHandler } from './commands/withdraw-offer';
import { IntroductionsController } from './introductions.http';
import { OfferAnswers } from './offer-answers';
import { OfferChangesController } from './offer-changes.http';
import { OffersController } from './offers.http';
import { projections } from './offers.projections';
import { reactions } from './offers.reactions';
import { schedules } from './offers.schedule';
import { HttpPublicationSite } from './publication/http-publication-site';
import { PUBLICATION_SITE } from './publication/publication-site';
import { UnansweredGauge } from './publication/unanswered.gauge';
import { HeldOffers } from './storage/held-offers';
import { IntroductionRepository } from './storage/introduction.repository';
import { IntroductionSchema } from './storage/introduction.schema';
import { migrations } from './storage/migrations';
import { OfferRepository } from './storage/offer.repository';
import { OfferSchema } from './storage/offer.schema';
import { OfferListRepository } from './storage/offer-list.repository';
import { PublicationRepository } from './storage/publication.repository';
import { PublicationSchema } from './storage/publication.schema';
import { TermsRepository } from './storage/terms.repository';

@Module({
  imports: [
    ServiceModule.for({
      name: 'offers',
      schemas: [OfferSchema, PublicationSchema, IntroductionSchema],
      migrations: [employerRefMigration, ...migrations],
      reactions,
      projections,
      schedules,
    }),
  ],
  controllers: [OffersController, OfferChangesController, IntroductionsController],
  providers: [
    {
      provide: PUBLICATION_SITE,
      useFactory: () => new HttpPublicationSite(process.env.CONCERTO_PUBLICATION_URL),
    },
    TermsRepository,
    OfferRepository,
    OfferListRepository,
    HeldOffers,
    PublicationRepository,
    IntroductionRepository,
    OfferAnswers,
    UnansweredGauge,
    AdvanceIntroductionHandler,
    AlertUnansweredHandler,
    ChangeOfferHandler,
    ConfirmOfferHandler,
    EndSilentIntroductionHandler,
    EntrustOfferHandler,
    ExpireOfferHandler,
    FillPositionsHandler,
    HonourOppositionHandler,
    LiftExemptionHandler,
    MakeIntroductionHandler,
    MarkOethSuitableHandler,
    PauseOfferHandler,
    PublishIfDueHandler,
    PublishNowHandler,
    RecordSiteAnswerHandler,
    RefusePublicationHandler,
    RemindHolderHandler,
    ReopenOfferHandler,
    ResumeOfferHandler,
    ReviewOffersHandler,
    SendPublicationsHandler,
    ShareOfferHandler,
    StartLateClockHandler,
    WithdrawOfferHandler,
  ],
})
export class OffersModule {}
