import { maxEnded, reopenMs } from '../limits';
import { personalOf, withState, type Step } from '../step';

/** Words of conversations that nobody can come back to any more are not kept. */
export function dropOld(step: Step, now: number): Step {
  const { ended, open } = step.state;
  const kept = ended.filter((one) => now - one.endedAt < reopenMs).slice(-maxEnded);
  const personal = personalOf(step.state);
  const ids = new Set([...open, ...kept.map((one) => one.conversation)].map((one) => one.conversationId));
  const conversations = Object.fromEntries(Object.entries(personal.conversations).filter(([id]) => ids.has(id)));
  return withState(step, { ended: kept, personal: { ...personal, conversations } });
}
