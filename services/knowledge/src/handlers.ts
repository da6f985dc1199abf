import { intentAssessed } from '@attune/contracts';
import type { Intent } from '@attune/domain';
import { translate } from '@attune/messaging';
import { findPassages, gap } from './find-passages/decide';
import type { Library } from './library';

/** What knowledge is told from outside. */
export interface KnowledgeEnv {
  library: Library;
  /** The pack's, for their labels: customers have other words than articles. */
  intents?: readonly Intent[];
}

/** Everything that knowledge does with events, by name. Articles are kept by commands (keep-articles). */
export function knowledgeHandlers(env: KnowledgeEnv) {
  return {
    findPassagesOnIntentAssessed: translate({
      id: 'knowledge.find-passages',
      on: [intentAssessed],
      decide: (event) => findPassages(env, event),
      failed: (event) => gap(event, 'failed'),
    }),
  };
}
