import { intentAssessed, type Assessment, type Snapshot, type TurnStarted } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import {
  complexity,
  dialogueActs,
  emotion,
  findEntities,
  judgement,
  type FoundEntity,
  type IntentScores,
  type Judgement,
  type RecognisedAct,
} from '@attune/language';
import { fact, type Fact } from '@attune/messaging';
import type { IntentEnv } from '../environment';
import { answering, openAsks, type Answering } from './answering';
import { mattersOf, namesAnother } from './matters';
import { saidCount } from './said-count';

/** What the customer wants in this turn, and everything that came with it, for those who decide on it. */
export function assessIntent(env: IntentEnv, event: TurnStarted): Fact[] {
  const { personal } = event;
  const text = (personal?.messages ?? []).map(({ text }) => text).join('\n');
  const entities = entitiesIn(env.pack, text, event);
  const assessment = assess(env, event, text, entities);
  const { conversationId, customerId, turn, snapshot } = event.data;
  const found = entities.map(({ name, value, text }) => ({ name, value, text }));
  return [
    fact(
      intentAssessed,
      { conversationId, customerId, turn, snapshot, assessment },
      personal && { personal: { ...personal, entities: found }, kid: event.sealed?.kid },
    ),
  ];
}

function assess(env: IntentEnv, event: TurnStarted, text: string, entities: readonly FoundEntity[]): Assessment {
  const { pack, model } = env;
  const { snapshot } = event.data;
  const scores = model.assess(text);
  const asked = openAsks(snapshot);
  const recent = (event.personal?.snapshot.recent ?? []).filter(({ who }) => who === 'customer');
  const acts = dialogueActs(text, { asked, recent: recent.map((exchange) => exchange.text) });
  const answer = answering(pack, asked, { text, acts, entities, newMatter: isNew(scores, snapshot) });
  const said = answer.only ? [] : scores.several;
  const matters = mattersOf(env, event, said, entities).map((matter) => ({
    ...matter,
    ...placeOf(scores, matter.intent),
  }));
  const repeats = repeatsOf(pack, event, { text, said, acts, entities, answer });
  // What answers our question is not foreign, however little it looks like an intent.
  const noneOfThese = answer.answers ? Math.min(scores.noneOfThese, 0.1) : scores.noneOfThese;
  const felt = emotion(text);
  const judged = judgement(text, acts, felt);
  const { score, reasons } = complexity({
    text,
    intents: matters.length,
    noneOfThese,
    repeats: Math.max(0, repeats - 1),
    entities: entities.length,
  });
  return {
    model: `${model.name}@${model.version.slice(0, 10)}`,
    candidates: scores.candidates.map(({ intent, probability }) => ({ intent, probability })),
    noneOfThese,
    matters,
    acts: actsOf(acts, answer),
    entities: entities.map(({ name, kind, probability }) => ({ name, kind, probability })),
    emotion: { ...felt, signals: felt.signals.map(({ kind, score, span }) => ({ kind, score, said: place(span) })) },
    complexity: { score, reasons },
    ...(judged.reasons.length > 0 && { judgement: toldOf(judged) }),
    repeats,
  };
}

const place = ([start, end]: readonly [number, number]) => ({ start, end });

const toldOf = ({ score, reasons }: Judgement): Assessment['judgement'] => ({
  score,
  reasons: reasons.map(({ kind, score, span }) => ({ kind, score, said: place(span) })),
});

/** Where an intent was said, as far as the model tells. */
function placeOf({ parts }: IntentScores, id: string) {
  const part = parts.find(({ intent }) => intent === id);
  return part && { said: { start: part.start, end: part.end } };
}

/** The likeliest intent is nearly certain, and was not brought forward in this conversation. */
function isNew({ candidates }: IntentScores, { intents }: Snapshot): boolean {
  const [best] = candidates;
  return best !== undefined && best.probability >= 0.6 && !intents.some(({ intent }) => intent === best.intent);
}

/** Each act once, at its most probable; what answers our question is said to, also where its words alone do not show it. */
function actsOf(acts: readonly RecognisedAct[], { answers }: Answering): Assessment['acts'] {
  const best = new Map<string, Assessment['acts'][number]>();
  for (const { act, probability, evidence } of acts) {
    if (probability > (best.get(act)?.probability ?? -1)) best.set(act, { act, probability, said: place(evidence) });
  }
  if (answers && (best.get('answers')?.probability ?? 0) < 0.5)
    best.set('answers', { act: 'answers', probability: 0.7 });
  return [...best.values()].sort((a, b) => b.probability - a.probability);
}

/** How often this matter was brought forward, this time included; what the customer says about it counts. */
function repeatsOf(
  pack: Pack,
  event: TurnStarted,
  turn: {
    text: string;
    said: readonly string[];
    acts: readonly RecognisedAct[];
    entities: readonly FoundEntity[];
    answer: Answering;
  },
): number {
  const { intents } = event.data.snapshot;
  const countOf = (id: string) => intents.find(({ intent }) => intent === id)?.count ?? 0;
  const same = turn.said.filter((id) => !namesAnother(pack, id, event, turn.entities));
  const counted = turn.answer.only ? 1 : 1 + Math.max(0, ...same.map(countOf));
  const repeated = turn.acts.some(({ act, probability }) => act === 'repeats' && probability >= 0.5);
  // "I've told you already": whatever was brought forward most is what they mean.
  const atLeast = repeated
    ? Math.max(2, turn.said.length === 0 ? 1 + Math.max(0, ...intents.map(({ count }) => count)) : 0)
    : 1;
  return Math.max(counted, atLeast, saidCount(turn.text) ?? 1);
}

function entitiesIn(pack: Pack, text: string, event: TurnStarted): FoundEntity[] {
  const now = Date.parse(event.data.turn.acceptedAt);
  const found = findEntities(text, pack.entities, { now, zone: pack.zone, currency: pack.currency });
  return found.map((entity) => (entity.kind === 'money' ? { ...entity, value: asMoney(entity.value, pack) } : entity));
}

/** As money stands in events, tools and templates: in minor units. */
function asMoney(value: unknown, { currency }: Pack): unknown {
  const said = value as { amount: number; currency?: string };
  const own = said.currency ?? currency;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency: own }).resolvedOptions()
    .maximumFractionDigits;
  return { minor: Math.round(said.amount * 10 ** (digits ?? 2)), currency: own };
}

/** Assessing went wrong: the turn goes on without an assessment, so that order is kept and somebody decides. */
export function assessmentFailed(env: IntentEnv, event: TurnStarted, error: Error): Fact[] {
  const { conversationId, customerId, turn, snapshot } = event.data;
  const assessment: Assessment = {
    model: `${env.model.name}@${env.model.version.slice(0, 10)}`,
    candidates: [],
    noneOfThese: 1,
    matters: [],
    acts: [],
    entities: [],
    emotion: { dissatisfaction: 0, urgency: 0, signals: [] },
    complexity: { score: 0, reasons: [] },
    repeats: 1,
    // Its message might hold what the customer wrote.
    failed: error.name,
  };
  return [fact(intentAssessed, { conversationId, customerId, turn, snapshot, assessment }, { sealed: event.sealed })];
}
