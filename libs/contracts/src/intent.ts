import { z } from 'zod';
import { exampleSnapshot, exampleTurnPersonal } from './context';
import { defineEvent, type EventOf } from './define';
import { examples as x } from './example-values';
import { ConversationId, CustomerId } from './ids';
import { Assessment, Snapshot, Turn, TurnPersonal } from './vocabulary';

export const exampleAssessment: Assessment = {
  model: 'sparse-svm@7f3c2a9d1b',
  candidates: [
    { intent: 'return_policy', probability: 0.94 },
    { intent: 'start_return', probability: 0.04 },
  ],
  noneOfThese: 0.02,
  matters: [
    {
      matterId: x.matterId,
      matterKey: 'mat_Kd83hf0aLw2mXq9vT1bZ',
      intent: 'return_policy',
      said: { start: 0, end: 38 },
    },
  ],
  acts: [{ act: 'asks', probability: 0.97, said: { start: 0, end: 38 } }],
  entities: [],
  emotion: { dissatisfaction: 0.05, urgency: 0.1, signals: [] },
  complexity: { score: 0.1, reasons: [] },
  repeats: 1,
};

export const intentAssessed = defineEvent({
  service: 'intent',
  name: 'IntentAssessed',
  description:
    "What the customer wants in this turn, as far as the domain's own models can tell. One per turn; carries the turn.",
  key: (data) => data.conversationId,
  data: z.object({
    conversationId: ConversationId,
    customerId: CustomerId,
    turn: Turn,
    snapshot: Snapshot,
    assessment: Assessment,
  }),
  personal: TurnPersonal,
  example: {
    data: {
      conversationId: x.conversationId,
      customerId: x.customerId,
      turn: x.turn,
      snapshot: exampleSnapshot,
      assessment: exampleAssessment,
    },
    personal: exampleTurnPersonal,
  },
});
export type IntentAssessed = EventOf<typeof intentAssessed>;
