import { Module } from '@nestjs/common';
import { ServiceModule } from '#service/service.module';
import { Changes } from './changes';
import { Pages } from './pages';
import { PilotController } from './pilot.http';
import { projections } from './pilot.projections';
import { Places } from './places';
import { EvidenceRepository } from './storage/evidence.repository';
import { migrations } from './storage/migrations';
import { StreamController } from './stream.http';

@Module({
  imports: [ServiceModule.for({ name: 'pilot', migrations, projections })],
  controllers: [PilotController, StreamController],
  providers: [EvidenceRepository, Places, Pages, Changes],
})
export class PilotModule {}
