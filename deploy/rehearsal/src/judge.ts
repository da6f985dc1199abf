import type { Pack } from '@attune/domain';
import type { Happened, LightTheatre } from './light-theatre';

/** What must hold of every conversation of every pack; a line for each rule that is broken. */
export function judge(pack: Pack, { events, problems, world }: LightTheatre): string[] {
  return [
    ...problems.filter((what) => !what.startsWith('nothing says what the outside answers')),
    ...openTurns(events),
    ...knownAndAsked(pack, events),
    ...unconfirmed(pack, events),
    ...twice(pack, world),
    ...deadEnds(events),
  ];
}

const of = (events: readonly Happened[], name: string) => events.filter((event) => event.name === name);

function openTurns(events: readonly Happened[]): string[] {
  const closed = of(events, 'TurnClosed').map(({ data }) => turnIdOf(data));
  const open = of(events, 'TurnReceived').filter(({ data }) => !closed.includes(turnIdOf(data)));
  const double = closed.filter((turn, index) => closed.indexOf(turn) !== index);
  return [
    ...open.map(({ data }) => `turn ${turnIdOf(data)} has no outcome`),
    ...double.map((turn) => `${turn} has two`),
  ];
}
const turnIdOf = (data: Record<string, unknown>): string =>
  String(data['turnId'] ?? (data['turn'] as { turnId?: string } | undefined)?.turnId);

/** A fact that was learned is not asked for, unless the pack says that it may be asked again. */
function knownAndAsked({ facts }: Pack, events: readonly Happened[]): string[] {
  const never = new Set(facts.filter(({ mayAskAgain }) => mayAskAgain.length === 0).map(({ name }) => name));
  const known = new Set<unknown>();
  return events.flatMap(({ name, service, data }) => {
    if (name === 'FactLearned') known.add(data['fact']);
    if (name !== 'ReplyPrepared' || service !== 'resolution') return [];
    const asks = data['asks'] as { fact: string; mode: string }[];
    return asks
      .filter(({ fact, mode }) => mode === 'open' && never.has(fact) && known.has(fact))
      .map(({ fact }) => `"${fact}" was known, and asked for`);
  });
}

/** Nothing is done that needs a yes unless the question before it was for one. What takes something back follows from a correction. */
function unconfirmed({ tools }: Pack, events: readonly Happened[]): string[] {
  const undoing = new Set(tools.flatMap(({ undo }) => undo?.call ?? []));
  const needYes = new Set(tools.filter(({ name, confirm }) => confirm && !undoing.has(name)).map(({ name }) => name));
  let asked = false;
  return events.flatMap(({ name, service, data }) => {
    if (name === 'ReplyPrepared' && service === 'resolution')
      asked ||= (data['asks'] as { mode: string }[]).some(({ mode }) => mode === 'confirm');
    if (name !== 'ActionStarted' || !needYes.has(String(data['tool'])) || asked) return [];
    return [`${String(data['tool'])} was done, and nobody was asked`];
  });
}

/** An effect is sent once. */
function twice({ tools }: Pack, { calls }: LightTheatre['world']): string[] {
  const writes = new Set(tools.filter(({ effect }) => effect === 'write').map(({ name }) => name));
  const keys = calls.flatMap(({ tool, idempotencyKey }) => (writes.has(tool) ? [`${tool} ${idempotencyKey}`] : []));
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key.split(' ')[0]} was sent twice`);
}

/** In the end it is solved, has lapsed, is with people, or waits for the customer after something was said. */
function deadEnds(events: readonly Happened[]): string[] {
  const holder = of(events, 'ControlDecided').at(-1)?.data['holder'];
  if (holder === undefined || holder !== 'automation') return [];
  const ended = events.some(({ name }) => name === 'ConversationResolved' || name === 'ConversationLapsed');
  return ended ? [] : ['it is with automation, and has not ended'];
}
