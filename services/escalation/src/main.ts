import { runService } from '@attune/hosting';
import { escalationService } from './escalation.module';

void runService(escalationService);
