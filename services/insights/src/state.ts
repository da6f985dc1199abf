import type { Effort, OutcomeMeasured } from '@attune/contracts';
import { document } from '@attune/messaging';

export interface End {
  /** ISO. */
  at: string;
  outcome: OutcomeMeasured['data']['outcome'];
  basis?: string;
  effort: Effort;
}

/** What is needed to measure the outcome of one conversation; id = conversationId. Nothing personal. */
export interface Outcome {
  conversationId: string;
  customerId: string;
  /** ISO. */
  openedAt: string;
  handoffs: number;
  /** The first time that a person accepted: how long the customer had waited. */
  timeToPersonMs?: number;
  /** Came back so often after an end. */
  reopened: number;
  /** Absent while it is open. */
  end?: End;
  final: boolean;
}

export const outcomes = document<Outcome>({ collection: 'outcomes' });
