import { stem } from '../english/stem';
import { isStopWord } from '../english/stop-words';
import { ACT_PHRASES, QUESTION, REQUEST } from './act-phrases';
import { emotion } from './emotion';
import { STANDING_PHRASES } from './standing-phrases';

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
  | 'disputes'
  | 'asksException'
  | 'bargains'
  | 'threatensToLeave'
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

type Found = Map<DialogueAct, RecognisedAct>;

const PHRASES = [...ACT_PHRASES, ...STANDING_PHRASES];
const FAR = 2000;
const LEAST = 0.3;
/** Answers are short; what is longer tells something. */
const SHORT = 8;

/** The acts in a message, most probable first; a message can do several things. Empty only for a text without content. */
export function dialogueActs(text: string, context: DialogueContext = {}): RecognisedAct[] {
  const read = text.slice(0, FAR).replace(/[’`´]/g, "'");
  const words = read.match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? [];
  if (words.length === 0 && !/\p{Extended_Pictographic}|\?/u.test(read)) return [];
  const found: Found = new Map();
  if (words.length === 0 && read.includes('?')) note(found, 'asks', 0.5, 0, read.length);
  addPhrases(found, read);
  addQuestions(found, read);
  addComplaint(found, read);
  addRepetition(found, read, context.recent ?? []);
  weighByContext(found, read, words, context.asked ?? []);
  addRest(found, read, words);
  return [...found.values()]
    .filter(({ probability }) => probability >= LEAST)
    .sort((a, b) => b.probability - a.probability);
}

function note(found: Found, act: DialogueAct, probability: number, start: number, end: number): void {
  if (probability <= (found.get(act)?.probability ?? 0)) return;
  found.set(act, { act, probability: Math.min(0.99, probability), evidence: [start, end] });
}

function addPhrases(found: Found, text: string): void {
  for (const { act, probability, pattern } of PHRASES) {
    if ((found.get(act)?.probability ?? 0) >= probability) continue;
    const match = pattern.exec(text);
    if (match !== null) note(found, act, probability, match.index, match.index + match[0].length);
  }
}

function addQuestions(found: Found, text: string): void {
  for (const { start, sentence } of sentencesOf(text)) {
    const end = start + sentence.length;
    const isMarked = /\?\W*$/.test(sentence);
    if (isMarked && /[\p{L}\p{N}]/u.test(sentence)) note(found, 'asks', 0.95, start, end);
    else if (QUESTION.test(sentence)) note(found, 'asks', 0.85, start, end);
    else if (isMarked) note(found, 'asks', 0.6, start, end);
    const request = REQUEST.exec(sentence);
    if (request !== null) note(found, 'asks', 0.65, start + request.index, start + request.index + request[0].length);
  }
}

/** Sentences with their places. Not split at the points within numbers. */
function sentencesOf(text: string): { start: number; sentence: string }[] {
  return [...text.matchAll(/[^\s.!?\n](?:[^.!?\n]|\.(?=\S))*[.!?]*/g)].map((match) => ({
    start: match.index,
    sentence: match[0],
  }));
}

function addComplaint(found: Found, text: string): void {
  const { dissatisfaction, signals } = emotion(text);
  const signal = signals.find(({ kind }) => kind === 'anger' || kind === 'frustration') ?? signals[0];
  if (dissatisfaction >= 0.3)
    note(found, 'complains', 0.35 + 0.6 * dissatisfaction, ...(signal?.span ?? [0, text.length]));
  const problem =
    /\b(?:(?:does|do|did|is|has|have)(?:n'?t| not) (?:work|arrive|come|fit|turn|start|open|load|help|function|received?|been)\w*|broken|damaged|defective|faulty|wrong (?:item|product|size|colou?r|order)|missing|still (?:not|no|waiting|have not|haven'?t|hasn'?t)|too (?:late|long)|charged twice)\b/i.exec(
      text,
    );
  if (problem !== null) note(found, 'complains', 0.5, problem.index, problem.index + problem[0].length);
}

/** A message that says again what one of the last ones said, in much the same words. */
function addRepetition(found: Found, text: string, recent: readonly string[]): void {
  const words = contentOf(text);
  if (words.size < 2) return;
  for (const earlier of recent.slice(-6)) {
    const before = contentOf(earlier.slice(0, FAR));
    const common = [...words].filter((word) => before.has(word)).length;
    const likeness = common / Math.max(1, words.size + before.size - common);
    if (likeness >= 0.6) note(found, 'repeats', 0.6 + 0.35 * likeness, 0, text.length);
  }
}

function contentOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.filter((word) => !isStopWord(word) && !/^(?:hi|hello|hey|thanks?|s|m|ve|d)$/.test(word)).map(stem),
  );
}

/** What was asked decides what a short message is: without a question, "yes" is polite, and "A-1042" only tells something. */
function weighByContext(
  found: Found,
  text: string,
  words: readonly string[],
  asked: NonNullable<DialogueContext['asked']>,
): void {
  const yes = found.get('confirms');
  const no = found.get('denies');
  const isToConfirm = asked.some(({ mode }) => mode === 'confirm');
  for (const reply of [yes, no]) {
    if (reply === undefined) continue;
    if (asked.length === 0) reply.probability *= 0.7;
    else if (!isToConfirm) reply.probability *= 0.9;
  }
  if (yes !== undefined && no !== undefined) {
    // "yes, that's not a problem", "no, that's right": what comes first was meant.
    const later = yes.evidence[0] <= no.evidence[0] ? no : yes;
    later.probability *= 0.5;
  }
  // "Please cancel it" may well be the yes to "shall I cancel it?".
  const stop = found.get('stops');
  if (stop !== undefined && isToConfirm && /\bcancel/i.test(text)) stop.probability *= 0.6;
  if (asked.length > 0) addAnswer(found, text, words, yes !== undefined || no !== undefined, isToConfirm);
}

function addAnswer(
  found: Found,
  text: string,
  words: readonly string[],
  isYesOrNo: boolean,
  isToConfirm: boolean,
): void {
  const does = (act: DialogueAct, least: number): boolean => (found.get(act)?.probability ?? 0) >= least;
  const isElsewhere = does('asksForPerson', 0.7) || does('stops', 0.85);
  const isPoliteOnly = (does('greets', 0.8) || does('thanks', 0.8) || does('saysGoodbye', 0.6)) && words.length <= 3;
  if (isElsewhere || isPoliteOnly || words.length === 0) return;
  const isUnknowing = /\b(?:don'?t|do not) (?:know|have|remember)\b|\bno idea\b/i.test(text);
  const isQuestion = does('asks', 0.8);
  const isTold = /\d|@|\b(?:first|second|third|last|other|both|all|none|one|it'?s|it is|my name)\b/i.test(text);
  let probability = words.length <= SHORT ? 0.9 : isTold ? 0.7 : 0.5;
  if (isYesOrNo && !isTold && words.length <= 3) probability = isToConfirm ? 0.4 : 0.6;
  if (isQuestion) probability *= isTold ? 0.7 : 0.35;
  if (isUnknowing) probability *= 0.7;
  note(found, 'answers', probability, 0, text.length);
}

/** What does nothing else tells something; what asks may tell something too. */
function addRest(found: Found, text: string, words: readonly string[]): void {
  const does = (act: DialogueAct): boolean => (found.get(act)?.probability ?? 0) >= 0.6;
  const social = (['greets', 'thanks', 'saysGoodbye'] as const).filter(does).length;
  const rest = words.length - social * 2;
  const replies = Math.max(found.get('confirms')?.probability ?? 0, found.get('denies')?.probability ?? 0);
  const isDone = replies >= 0.4 || (['asks', 'answers', 'stops', 'asksForPerson'] as const).some(does);
  if (!isDone && rest > 0) note(found, 'informs', rest >= 3 || social === 0 ? 0.7 : 0.4, 0, text.length);
  else if (rest > 8 && found.has('asks')) note(found, 'informs', 0.5, 0, text.length);
}
