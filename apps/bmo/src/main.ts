import { startService } from '#service/start-service';
import { BmoModule } from './bmo.module';

void startService(BmoModule);
