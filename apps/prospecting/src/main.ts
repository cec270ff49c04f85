import { startService } from '#service/start-service';
import { ProspectingModule } from './prospecting.module';

void startService(ProspectingModule);
