import { startService } from '#service/start-service';
import { GatewayModule } from './gateway.module';

void startService(GatewayModule);
