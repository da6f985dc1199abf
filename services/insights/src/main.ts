import { runService } from '@attune/hosting';
import { insightsService } from './insights.module';

void runService(insightsService);
