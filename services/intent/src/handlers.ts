import { turnStarted } from '@attune/contracts';
import { translate } from '@attune/messaging';
import { assessIntent, assessmentFailed } from './assess-intent/decide';
import type { IntentEnv } from './environment';

/** Everything that intent does, by name. */
export function intentHandlers(env: IntentEnv) {
  return {
    assessIntentOnTurnStarted: translate({
      id: 'intent.assess-intent',
      on: [turnStarted],
      decide: (event) => assessIntent(env, event),
      failed: (event, error) => assessmentFailed(env, event, error),
    }),
  };
}
