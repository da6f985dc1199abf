import { runService } from '@attune/hosting';
import { knowledgeService } from './knowledge.module';

void runService(knowledgeService);
