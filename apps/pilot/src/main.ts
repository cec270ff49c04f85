import { startService } from '#service/start-service';
import { PilotModule } from './pilot.module';

void startService(PilotModule);
