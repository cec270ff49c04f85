import { Module } from '@nestjs/common';
import { ServiceModule } from '#service/service.module';
import { BulkController } from './bulk.http';
import { EndSessionHandler } from './commands/end-session';
import { IssueKeyHandler } from './commands/issue-key';
import { MakeSignInLinkHandler } from './commands/make-sign-in-link';
import { OpenSessionHandler } from './commands/open-session';
import { ReceiveVisitsHandler } from './commands/receive-visits';
import { RevokeKeyHandler } from './commands/revoke-key';
import { Entrance } from './entry/entrance';
import { Entry } from './entry/entry';
import { PartnershipClient } from './entry/partnership-client';
import { Quotas } from './entry/quota';
import { Forwarding } from './forwarding/forwarding';
import { SharedImports } from './forwarding/shared-imports';
import { GATEWAY, readGatewayConfig } from './gateway.config';
import { projections } from './gateway.projections';
import { Gathering } from './gathering';
import { KeysController } from './keys.http';
import { Pages } from './pages/pages';
import { Mailer } from './sessions/mailer';
import { SessionsController } from './sessions.http';
import { Fates } from './storage/fates';
import { KeyRepository } from './storage/key.repository';
import { migrations } from './storage/migrations';
import { PartnerRefs } from './storage/partner-refs';
import { ReportRepository } from './storage/report.repository';
import { SignInRepository } from './storage/sign-in.repository';
import { VisitsController } from './visits.http';

@Module({
  imports: [ServiceModule.for({ name: 'gateway', migrations, projections })],
  controllers: [BulkController, VisitsController, KeysController, SessionsController],
  providers: [
    { provide: GATEWAY, useFactory: () => readGatewayConfig() },
    // In this order: what every request passes first is set before the doors.
    Entry,
    Forwarding,
    Pages,
    SharedImports,
    Entrance,
    Quotas,
    PartnershipClient,
    Mailer,
    Fates,
    Gathering,
    KeyRepository,
    PartnerRefs,
    ReportRepository,
    SignInRepository,
    ReceiveVisitsHandler,
    IssueKeyHandler,
    RevokeKeyHandler,
    MakeSignInLinkHandler,
    OpenSessionHandler,
    EndSessionHandler,
  ],
})
export class GatewayModule {}
