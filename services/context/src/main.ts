import { runService } from '@attune/hosting';
import { contextService } from '.';

void runService(contextService);
