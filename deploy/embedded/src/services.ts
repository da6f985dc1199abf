import { channelService } from '@attune/channel';
import { contextService } from '@attune/context';
import { deskService } from '@attune/desk';
import { escalationService } from '@attune/escalation';
import type { ServiceDefinition } from '@attune/hosting';
import { insightsService } from '@attune/insights';
import { intentService } from '@attune/intent';
import { knowledgeService } from '@attune/knowledge';
import { resolutionService } from '@attune/resolution';

/** All of Attune. */
export const allServices: readonly ServiceDefinition[] = [
  channelService,
  contextService,
  intentService,
  knowledgeService,
  escalationService,
  resolutionService,
  deskService,
  insightsService,
];
