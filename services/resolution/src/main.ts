import { runService } from '@attune/hosting';
import { resolutionService } from './resolution.module';

void runService(resolutionService);
