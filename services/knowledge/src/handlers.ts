import { intentAssessed } from '@attune/contracts';
import { translate } from '@attune/messaging';
import { findPassages, gap } from './find-passages/decide';
import type { Library } from './library';

/** What knowledge is told from outside. */
export interface KnowledgeEnv {
  library: Library;
}

/** Everything that knowledge does with events, by name. Articles are kept by commands (keep-articles). */
export function knowledgeHandlers({ library }: KnowledgeEnv) {
  return {
    findPassagesOnIntentAssessed: translate({
      id: 'knowledge.find-passages',
      on: [intentAssessed],
      decide: (event) => findPassages(library, event),
      failed: (event) => gap(event, 'failed'),
    }),
  };
}
