/** What a run leaves behind; the checker sees nothing else. Times are epoch ms of one machine. */
export interface History {
  run: Run;
  said: Said[];
  accepted: Accepted[];
  delivered: Delivered[];
  effects: Effect[];
  faults: Fault[];
  consumed: Consumed[];
  poisons: Poison[];
  /** Every record of every topic, in the order of its partition. */
  records: Logged[];
}

/** run.json */
export interface Run {
  seed: number;
  minutes: number;
  /** Turns a second that customers begin, about. */
  rate: number;
  from: number;
  to: number;
  /** From acceptance to the moment when an honest notice is due, ms. */
  noticeMs: number;
}

/** A customer says something; it counts from when a door has acknowledged it. */
export interface Said {
  /** The outside id of the message. */
  id: string;
  addressId: string;
  kind: 'question' | 'status' | 'cancel' | 'agrees' | 'person';
  door: 'webhook' | 'inbound';
  /** Whose cancellation is asked for or agreed to. */
  order?: string;
  at: number;
}
export interface Accepted {
  id: string;
  messageId: string;
  at: number;
}

/** A message as it reached the fake channel. */
export interface Delivered {
  at: number;
  messageId: string;
  addressId: string;
  kind: string;
  answers: string[];
  byAutomation: boolean;
  /** Its words could be opened. */
  readable: boolean;
}

/** What the fake order system has done; it does whatever it is asked for, as often as it is asked. */
export interface Effect {
  at: number;
  effect: string;
  order: string;
  key: string;
}

export const faultKinds = ['kill', 'zombie', 'restart', 'broker', 'store', 'hang', 'drop'] as const;
export type FaultKind = (typeof faultKinds)[number];
export interface Fault {
  kind: FaultKind;
  /** A service, for hang and drop `broker`, `store` or `orders`. */
  target: string;
  from: number;
  /** When its cause was over: the broker is back, the process goes on, the network is whole. */
  to: number;
}

/** What stood in the inputs of a group at `at` was read and committed at `passedAt`. */
export interface Consumed {
  group: string;
  at: number;
  passedAt: number;
}

export interface Poison {
  at: number;
  id: string;
  conversationId: string;
}

/** A record of a topic as plain kafkajs reads it. */
export interface Logged {
  topic: string;
  partition: number;
  offset: number;
  key: string | null;
  headers: Record<string, string>;
  /** The clear part of the value; empty where it is none. */
  data: Record<string, unknown>;
}

/** One line for each file: its name, and where it belongs. */
export const ledgers = {
  said: 'said.jsonl',
  accepted: 'accepted.jsonl',
  delivered: 'delivered.jsonl',
  effects: 'effects.jsonl',
  faults: 'faults.jsonl',
  consumed: 'consumed.jsonl',
  poisons: 'poisons.jsonl',
  records: 'topics.jsonl',
} as const;
