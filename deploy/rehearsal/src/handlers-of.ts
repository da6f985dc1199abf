import { channelHandlers } from '@attune/channel';
import { contextHandlers } from '@attune/context';
import type { ServiceName } from '@attune/contracts';
import { deskHandlers } from '@attune/desk';
import type { Pack } from '@attune/domain';
import { escalationHandlers, overdueHandoffsOfLastMinute } from '@attune/escalation';
import { defaultWindowMs, insightsHandlers, rowsOf } from '@attune/insights';
import { intentHandlers, type IntentEnv } from '@attune/intent';
import { articleOf, createLibrary, knowledgeHandlers, type Library } from '@attune/knowledge';
import type { Handler, Runtime } from '@attune/messaging';
import { resolutionHandlers, type ResolutionEnv, type Tools } from '@attune/resolution';
import type { DocumentStore, Keys } from '@attune/storage';

/** A pack, and the model that was trained from it. */
export interface Business {
  pack: Pack;
  model: IntentEnv['model'];
}

/** What a process has around it. */
export interface Surroundings {
  secret: string;
  tools: Tools;
  keys: Pick<Keys, 'destroy'>;
  store: DocumentStore;
  runtime(): Pick<Runtime, 'execute' | 'read'>;
  /** Told of every step of a playbook that is taken. */
  onStep?: ResolutionEnv['onStep'];
}

/** The handlers of a service, as its own process would have them. */
export function handlersOf(
  service: ServiceName,
  { pack, model }: Business,
  { secret, tools, keys, store, runtime, onStep }: Surroundings,
): readonly Handler[] {
  switch (service) {
    case 'channel':
      return Object.values(channelHandlers({ pack }));
    case 'context':
      return Object.values(contextHandlers({ pack, keys, runtime }));
    case 'intent':
      return Object.values(intentHandlers({ pack, secret, model }));
    case 'knowledge':
      return Object.values(knowledgeHandlers({ library: libraryOf(pack), intents: pack.intents }));
    case 'escalation':
      return Object.values(escalationHandlers({ pack, overdueHandoffs: overdueHandoffsOfLastMinute() }));
    case 'resolution':
      return Object.values(resolutionHandlers({ pack, secret, tools, ...(onStep && { onStep }) }));
    case 'desk':
      return Object.values(deskHandlers({ pack }));
    case 'insights':
      return Object.values(insightsHandlers({ rows: rowsOf(store), windowMs: defaultWindowMs }));
  }
}

const libraries = new WeakMap<Pack, Library>();
/** No article comes or goes here: one library serves all processes. */
function libraryOf(pack: Pack): Library {
  const known = libraries.get(pack);
  if (known) return known;
  const library = createLibrary();
  for (const article of pack.articles) library.preload(articleOf(article));
  libraries.set(pack, library);
  return library;
}
