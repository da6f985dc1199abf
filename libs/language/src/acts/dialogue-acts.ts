/** What the customer does by saying something. */
export type DialogueAct =
  | 'asks'
  | 'answers'
  | 'confirms'
  | 'denies'
  | 'corrects'
  | 'repeats'
  | 'thanks'
  | 'greets'
  | 'saysGoodbye'
  | 'asksForPerson'
  | 'complains'
  | 'stops'
  | 'informs';

export interface DialogueContext {
  /** What was asked last, if anything: short answers only mean something against it. */
  asked?: { fact: string; mode: 'open' | 'confirm' | 'security' }[];
  /** The customer's earlier messages of this conversation, oldest first. */
  recent?: string[];
}

export interface RecognisedAct {
  act: DialogueAct;
  /** 0..1 */
  probability: number;
  /** Where in the text, in UTF-16 units, end exclusive. */
  evidence: [number, number];
}

/** The acts in a message, most probable first; a message can do several things. Empty only for a text without content. */
export function dialogueActs(_text: string, _context: DialogueContext = {}): RecognisedAct[] {
  return [];
}
