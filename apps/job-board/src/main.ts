import { startService } from '#service/start-service';
import { JobBoardModule } from './job-board.module';

void startService(JobBoardModule);
