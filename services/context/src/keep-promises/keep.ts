import { promiseKept } from '@attune/contracts';
import { fact } from '@attune/messaging';
import { openOf, withConversation, withFacts, withTimers, withWords, wordsOf, type Step } from '../step';
import { promiseTimer } from '../timers';

/** A promise has been kept: nobody waits for it any more. Nothing where there is no such promise. */
export function keepPromise(step: Step, conversationId: string, promiseId: string): Step {
  const conversation = openOf(step.state, conversationId);
  if (!conversation?.promises.some((one) => one.promiseId === promiseId)) return step;
  const { customerId } = step.state;
  const { [promiseId]: _, ...promises } = wordsOf(step.state, conversation.conversationId).promises;
  const kept = withConversation(step, {
    ...conversation,
    promises: conversation.promises.filter((one) => one.promiseId !== promiseId),
  });
  return withTimers(
    withFacts(
      withWords(kept, conversation.conversationId, { promises }),
      fact(promiseKept, { conversationId: conversation.conversationId, customerId, promiseId }),
    ),
    { [promiseTimer(promiseId)]: null },
  );
}
