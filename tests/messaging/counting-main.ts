import { startService } from '#service/start-service';
import { CountingModule } from './fixture';

void startService(CountingModule);
