import { Module } from '@nestjs/common';
import { importProviders } from '#service/imports/import-providers';
import { ImportsController } from '#service/imports/imports.http';
import { ServiceModule } from '#service/service.module';
import { AdoptSegmentationHandler } from './commands/adopt-segmentation';
import { CastVoiceHandler } from './commands/cast-voice';
import { DraftSegmentationHandler } from './commands/draft-segmentation';
import { SettleTerritoryHandler } from './commands/settle-territory';
import { CommunesController } from './communes.http';
import { EmployersController } from './employers.http';
import { CommunesImporter } from './imports/communes-importer';
import { PartnerFileImporter } from './imports/partner-file-importer';
import { SireneImporter } from './imports/sirene-importer';
import { projections } from './segmentation.projections';
import { reactions } from './segmentation.reactions';
import { SegmentationsController } from './segmentations.http';
import { Communes } from './storage/communes.repository';
import { EmployerDirectory } from './storage/employer-directory';
import { EmployerRegister } from './storage/employer-register';
import { Employers } from './storage/employers.repository';
import { Establishments } from './storage/establishments.repository';
import { migrations } from './storage/migrations';
import { PartnerRecords } from './storage/partner-records.repository';
import { Segmentations } from './storage/segmentations.repository';

@Module({
  imports: [ServiceModule.for({ name: 'segmentation', migrations, reactions, projections })],
  controllers: [ImportsController, EmployersController, SegmentationsController, CommunesController],
  providers: [
    ...importProviders(SireneImporter, CommunesImporter, PartnerFileImporter),
    DraftSegmentationHandler,
    CastVoiceHandler,
    AdoptSegmentationHandler,
    SettleTerritoryHandler,
    Establishments,
    Employers,
    EmployerRegister,
    PartnerRecords,
    Communes,
    Segmentations,
    EmployerDirectory,
  ],
})
export class SegmentationModule {}
