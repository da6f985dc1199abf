import { runService } from '@attune/hosting';
import { channelService } from '.';

void runService(channelService);
