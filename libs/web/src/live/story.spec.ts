import { Story } from './story';
import { answeredTurn, event } from './test-events';

function storyOf(events = answeredTurn()): Story {
  const story = new Story();
  story.add(events);
  return story;
}
const ids = (events: readonly { id: string }[]) => events.map(({ id }) => id);

it('keeps events in order, whatever the order in which they come', () => {
  const told = ids(answeredTurn());
  expect(ids(storyOf(answeredTurn().reverse()).events)).toEqual(told);
  const late = storyOf(answeredTurn().slice(2));
  late.add(answeredTurn().slice(0, 2));
  expect(ids(late.events)).toEqual(told);
});

it('puts a cause before its effect within the same millisecond', () => {
  const story = storyOf([event('b', 'context.TurnStarted', 5, { cause: 'a' }), event('a', 'channel.TurnReceived', 5)]);
  expect(ids(story.events)).toEqual(['a', 'b']);
});

it('knows which conversation and which turn an event belongs to, also where it does not say so', () => {
  const story = storyOf();
  expect(story.of('cnv_1')).toHaveLength(11);
  story.link('cnv_2', ['delivered']);
  expect(ids(story.of('cnv_2'))).toEqual(['delivered']);
  expect(ids(story.turn('trn_1'))).toEqual(ids(answeredTurn()));
});

it('follows causes through timers, calls and deliveries', () => {
  const story = storyOf();
  const via = (id: string) => {
    const found = story.get(id);
    const cause = found && story.cause(found);
    return cause && `${cause.event.id} by ${cause.via}`;
  };
  expect(['started', 'received', 'called', 'delivered', 'said'].map(via)).toEqual([
    'received by event',
    'said by timer',
    'calling by call',
    'released by delivery',
    undefined,
  ]);
});

it('finds what led to an event and what it led to, and nothing beside it', () => {
  const story = storyOf();
  const prepared = story.get('prepared');
  const related = prepared ? [...story.related(prepared)] : [];
  expect(related).toEqual(
    expect.arrayContaining(['said', 'received', 'decided', 'called', 'released', 'closed', 'delivered']),
  );
  const closed = story.get('closed');
  expect(closed && story.related(closed).has('released')).toBe(false);
});

it('completes an event that it knows, with what only some may read', () => {
  const story = storyOf();
  story.add([{ ...answeredTurn()[0]!, personal: { text: 'hello' } }]);
  expect(story.get('said')?.personal).toEqual({ text: 'hello' });
  expect(story.events).toHaveLength(11);
});

it('forgets the oldest beyond its limit, but not what is looked at', () => {
  const story = new Story(2);
  story.add(
    [
      event('a', 'channel.TurnReceived', 1),
      event('b', 'channel.TurnReceived', 2),
      event('c', 'channel.TurnReceived', 3),
    ],
    ({ id }) => id === 'a',
  );
  expect(ids(story.events)).toEqual(['a', 'c']);
});
