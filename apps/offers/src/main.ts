import { startService } from '#service/start-service';
import { OffersModule } from './offers.module';

void startService(OffersModule);
