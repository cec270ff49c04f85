import { startService } from '#service/start-service';
import { SegmentationModule } from './segmentation.module';

void startService(SegmentationModule);
