import type { ConversationTest, LoadedPack } from '@attune/domain';
import type { IntentEnv } from '@attune/intent';
import { type Coverage, CoverageOf } from './coverage';
import { LightTheatre } from './light-theatre';
import { play, type Failure } from './play';

/** One line of what was said in a conversation. */
export interface Line {
  who: 'customer' | 'automation' | 'person' | 'notice';
  text: string;
  /** Of the step in its file that was at work. */
  line: number;
}

/** How one conversation went. */
export interface Played {
  test: ConversationTest;
  failures: readonly Failure[];
  said: readonly Line[];
  tookMs: number;
}
export interface Rehearsed {
  played: readonly Played[];
  coverage: Coverage;
}

/** Plays all conversations of a pack, each with a customer whom nobody knows yet. `now`: for how long each took, ms. */
export async function rehearse(
  { pack, tests, outside }: LoadedPack,
  model: IntentEnv['model'],
  now: () => number,
): Promise<Rehearsed> {
  const coverage = new CoverageOf(pack);
  const played: Played[] = [];
  for (const test of tests) {
    const began = now();
    const theatre = new LightTheatre({
      pack,
      model,
      outside: [...test.outside, ...outside],
      onStep: coverage.onStep,
      ...(test.startsAt !== undefined && { startsAt: test.startsAt }),
    });
    const lineAt: { from: number; line: number }[] = [];
    const restMs = Math.max(1_900, 2 * quietMsOf(pack.channels, test.channel));
    const failures = await play(test, theatre, {
      restMs,
      onTurn: ({ line }) => lineAt.push({ from: theatre.events.length, line }),
    });
    coverage.note(theatre.events);
    const problems = [...new Set(theatre.problems)].map((what) => ({ what }));
    played.push({ test, failures: [...failures, ...problems], said: saidIn(theatre, lineAt), tookMs: now() - began });
  }
  return { played, coverage: coverage.result };
}

const quietMsOf = (channels: LoadedPack['pack']['channels'], channel: string): number =>
  channels[channel as 'chat']?.quietMs ?? 0;

function saidIn({ events }: LightTheatre, lineAt: readonly { from: number; line: number }[]): Line[] {
  return events.flatMap(({ name, data, event }, index): Line[] => {
    const line = lineAt.findLast(({ from }) => from <= index)?.line ?? 1;
    const { text } = (event.personal ?? {}) as { text?: string };
    if (text === undefined) return [];
    if (name === 'MessageReceived') return [{ who: 'customer', text, line }];
    if (name !== 'ReplyReleased') return [];
    const by = (data['by'] as { kind: 'automation' | 'person' }).kind;
    return [{ who: data['kind'] === 'reply' || by === 'person' ? by : 'notice', text, line }];
  });
}
