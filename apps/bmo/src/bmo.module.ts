import { Module } from '@nestjs/common';
import { importProviders } from '#service/imports/import-providers';
import { ImportsController } from '#service/imports/imports.http';
import { ServiceModule } from '#service/service.module';
import { projections } from './bmo.projections';
import { reactions } from './bmo.reactions';
import { schedules } from './bmo.schedule';
import { CampaignsController } from './campaigns.http';
import { AssignRecontactHandler } from './commands/assign-recontact';
import { CloseRecontactHandler } from './commands/close-recontact';
import { OpenCampaignHandler } from './commands/open-campaign';
import { PurgeCampaignHandler } from './commands/purge-campaign';
import { RecordAttemptHandler } from './commands/record-attempt';
import { TellRecontactDueHandler } from './commands/tell-recontact-due';
import { WithdrawRecontactHandler } from './commands/withdraw-recontact';
import { ContextController } from './context.http';
import { IntentionsImporter } from './imports/intentions-importer';
import { OpenDataImporter } from './imports/open-data-importer';

import { RecontactsController } from './recontacts.http';
import { CampaignsRepository } from './storage/campaigns.repository';
import { IntentionsRepository } from './storage/intentions.repository';
import { migrations } from './storage/migrations';
import { OpenFiguresRepository } from './storage/open-figures.repository';
import { RecontactsRepository } from './storage/recontacts.repository';
import { SettingsRepository } from './storage/settings.repository';

@Module({
  imports: [ServiceModule.for({ name: 'bmo', migrations, reactions, projections, schedules })],
  controllers: [ImportsController, CampaignsController, RecontactsController, ContextController],
  providers: [
    ...importProviders(OpenDataImporter, IntentionsImporter),
    OpenCampaignHandler,
    PurgeCampaignHandler,
    TellRecontactDueHandler,
    AssignRecontactHandler,
    RecordAttemptHandler,
    CloseRecontactHandler,
    WithdrawRecontactHandler,
    CampaignsRepository,
    IntentionsRepository,
    RecontactsRepository,
    OpenFiguresRepository,
    SettingsRepository,
  ],
})
export class BmoModule {}
