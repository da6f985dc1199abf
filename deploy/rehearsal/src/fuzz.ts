import type { LoadedPack, OutsideAnswer, Pack } from '@attune/domain';
import type { IntentEnv } from '@attune/intent';
import { judge } from './judge';
import { LightTheatre } from './light-theatre';

/** Chance with a seed: the same seed, the same conversation. */
export class Dice {
  private state: number;
  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
  }
  /** 0 ≤ x < 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  happens(probability: number): boolean {
    return this.next() < probability;
  }
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
}

/** What anybody might say at any time. */
const anytime = [
  'Yes, please',
  'yes',
  'No',
  'No, leave it',
  'Stop!',
  "I don't know",
  'Thanks',
  'Hello?',
  'asdf qwer',
  '??? 🙂',
  '',
  'What?',
  "That's not what I meant",
  'Can I please talk to a real person?',
  "I'm really fed up with this!",
];
const corrections = ['Sorry, I meant ', 'No wait, ', "Actually, it's ", 'Not that one but '];

export interface RandomConversation {
  seed: number;
  said: string[];
  /** What is wrong with how it went; empty: nothing. */
  wrong: string[];
}

/**
 * One random customer: opens with any example of any intent, answers with anything that was ever said in the pack's tests, corrects,
 * digresses, talks rubbish, falls silent; tools fail now and then. Judged by rules that hold for every pack.
 */
export async function randomConversation(
  { pack, tests, outside }: LoadedPack,
  model: IntentEnv['model'],
  seed: number,
): Promise<RandomConversation> {
  const dice = new Dice(seed);
  const theatre = new LightTheatre({ pack, model, outside: [...trouble(pack, dice), ...outside] });
  const pool = tests.flatMap(({ turns }) => turns.flatMap(({ say }) => say));
  const said: string[] = [];
  const verified = dice.happens(0.5) && { verifiedAs: 'cus_kim' };
  const turns = 1 + dice.below(8);
  for (let turn = 0; turn < turns; turn++) {
    const text = utterance(pack, pool, dice, turn === 0);
    said.push(text);
    if (text.trim() !== '') await theatre.say('kim@example.com', text, { channel: 'chat', ...verified });
    await theatre.passes(dice.happens(0.1) ? 3_600_000 : 1_000 + dice.below(20_000));
  }
  await theatre.passes(3 * 3_600_000);
  return { seed, said, wrong: judge(pack, theatre) };
}

function utterance(pack: Pack, pool: readonly string[], dice: Dice, first: boolean): string {
  const way = dice.next();
  if (first || way < 0.2) return dice.pick(dice.pick(pack.intents).examples);
  if (way < 0.55) return dice.pick(anytime);
  const other = dice.pick(pool);
  return way < 0.65 ? `${dice.pick(corrections)}${other}` : other;
}

const failures = [404, 409, 422, 500, 503, 403];

/** Some tools fail in this conversation, or lose their answer. */
function trouble({ tools }: Pack, dice: Dice): OutsideAnswer[] {
  if (dice.happens(0.6)) return [];
  return tools
    .filter(() => dice.happens(0.2))
    .map(({ name }) => ({
      tool: name,
      with: {},
      afterMs: dice.happens(0.2) ? dice.below(12_000) : 0,
      answer: dice.happens(0.2)
        ? { kind: 'noAnswer' as const }
        : { kind: 'status' as const, status: dice.pick(failures) },
    }));
}
