import { judgeActions } from './actions';
import { judgeControl, judgeLetters } from './control';
import { judgeDeadlines, type Waiting, waits } from './deadlines';
import { Chronicle, type Violation } from './events';
import type { History } from './history';
import { firstArrivals } from './order';
import { judgeRecoveries, judgeWatch, recoveries, type Recovery } from './recovery';
import { judgeOrder, judgeReplies, judgeTurns } from './turns';

export interface Verdict {
  violations: Violation[];
  turns: number;
  conversations: number;
  /** The same fact again in the log; readers drop it. */
  duplicates: number;
  recoveries: Recovery[];
  waits: Waiting[];
}

/** Everything that must hold in what a run has left behind. Knows the names of the facts, and no code of the services. */
export function judge(history: History): Verdict {
  const { events, duplicates, violations } = firstArrivals(history.records);
  const chronicle = new Chronicle(events);
  const found = recoveries(history);
  const waited = waits(history, chronicle);
  return {
    violations: [
      ...violations,
      ...judgeTurns(history, chronicle),
      ...judgeReplies(history, chronicle),
      ...judgeOrder(history, chronicle),
      ...judgeActions(history, chronicle),
      ...judgeControl(chronicle),
      ...judgeLetters(history, chronicle),
      ...judgeDeadlines(waited, history.run.noticeMs),
      ...judgeRecoveries(found),
      ...judgeWatch(history, chronicle),
    ],
    turns: chronicle.of('TurnReceived').length,
    conversations: chronicle.of('ConversationOpened').length,
    duplicates,
    recoveries: found,
    waits: waited,
  };
}
