import { startService } from '#service/start-service';
import { PartnershipModule } from './partnership.module';

void startService(PartnershipModule);
