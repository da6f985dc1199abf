import { readFileSync } from 'node:fs';
import type { Pack } from '@attune/domain';
import {
  complexity,
  dialogueActs,
  emotion,
  findEntities,
  judgement,
  loadIntentModel,
  trainIntents,
  type Encoder,
  type IntentModel,
} from '@attune/language';
import { encoderFor, examplesIn, packIn, textOf, toLearn } from '../intents/intent-pack';
import { PlainError } from '../plain-error';
import { findColumn, requireColumn } from '../tables/columns';
import { readTable, type Format } from '../tables/read-table';

export interface AssessFlags {
  file: string;
  text?: string;
  conversation?: string;
  format?: Format;
  model?: string;
  encoder?: string;
}

/** Earlier sentences of a conversation that are looked at: what the service gets, too. */
const recentTurns = 6;

/** Prints one line of JSON a sentence, in the order of the file. */
export async function runAssess(dir: string, flags: AssessFlags): Promise<void> {
  const pack = await packIn(dir);
  const table = readTable(flags.file, textOf(flags.file), flags.format);
  const textColumn = requireColumn(table, 'text', '--text', flags.text);
  const conversationColumn = findColumn(table, 'conversation', flags.conversation);
  const encoder = encoderFor(flags.encoder);
  const model = modelFor(pack, flags.model, encoder);
  if (encoder) encoder.isMeasuring = true;
  assess(pack, model, 'Warm up: where is my order?', []);
  const said = new Map<string, string[]>();
  for (const { cells, line } of table.rows) {
    const text = String(cells[textColumn] ?? '');
    const conversation = conversationColumn === undefined ? `line ${line}` : String(cells[conversationColumn] ?? '');
    const recent = said.get(conversation) ?? [];
    console.log(JSON.stringify({ text, ...assess(pack, model, text, recent) }));
    said.set(conversation, [...recent, text].slice(-recentTurns));
  }
}

function modelFor(pack: Pack, file: string | undefined, encoder: Encoder | undefined): IntentModel {
  if (file === undefined) return trainIntents(toLearn(examplesIn(pack)), encoder ? { encoder } : {});
  try {
    return loadIntentModel(readFileSync(file, 'utf8'), encoder);
  } catch (error) {
    throw new PlainError(
      `The model ${file} cannot be used: ${(error as Error).message}.`,
      'Train it with: attune intents train, and name the same --encoder here.',
    );
  }
}

/** What the models make of a sentence, by itself: what was asked and is known counts in the product only. */
export function assess(pack: Pack, model: IntentModel, text: string, recent: string[]) {
  const started = performance.now();
  const { candidates, noneOfThese, parts } = model.assess(text);
  const acts = dialogueActs(text, { recent });
  const felt = emotion(text);
  const entities = findEntities(text, pack.entities, { now: Date.now(), zone: pack.zone, currency: pack.currency });
  const difficulty = complexity({ text, intents: parts.length, noneOfThese, repeats: 0, entities: entities.length });
  const judged = judgement(text, acts, felt);
  const ms = Math.round((performance.now() - started) * 1000) / 1000;
  return {
    model: `${model.name}@${model.version}`,
    intents: candidates,
    noneOfThese,
    said: parts.map(({ intent, start, end }) => ({ intent, part: text.slice(start, end) })),
    acts: acts.map(({ act, probability, evidence }) => ({ act, probability, evidence: text.slice(...evidence) })),
    entities,
    emotion: {
      ...felt,
      signals: felt.signals.map(({ kind, score, span }) => ({ kind, score, evidence: text.slice(...span) })),
    },
    complexity: difficulty,
    judgement: {
      score: judged.score,
      reasons: judged.reasons.map(({ kind, score, span }) => ({ kind, score, evidence: text.slice(...span) })),
    },
    ms,
  };
}
