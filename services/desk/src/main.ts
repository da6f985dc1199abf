import { runService } from '@attune/hosting';
import { deskService } from './desk.module';

void runService(deskService);
