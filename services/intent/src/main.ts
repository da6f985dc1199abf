import { runService } from '@attune/hosting';
import { intentService } from './intent.module';

void runService(intentService);
