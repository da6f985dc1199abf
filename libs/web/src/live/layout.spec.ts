import { arrow, bandsOf, breakMs, distance, laneOf, layout } from './layout';
import { Story, type StoryEvent } from './story';
import { answeredTurn, event } from './test-events';

function laidOut(events = answeredTurn(), widthOf: (event: StoryEvent) => number = () => 20) {
  const story = new Story();
  story.add(events);
  return { story, ...layout(story.events, { causeOf: (one) => story.cause(one), widthOf }) };
}

describe('distance', () => {
  it('is true to scale for a few ms and flatter beyond', () => {
    expect(distance(4)).toBe(2 * distance(2));
    expect(distance(200)).toBeLessThan(distance(8) * 4);
    expect(distance(-1)).toBe(0);
  });
  it('rises with time, up to a break', () => {
    const steps = [0, 1, 5, 8, 20, 100, 700, breakMs].map(distance);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    expect(distance(breakMs + 1)).toBe(distance(86_400_000));
  });
});

describe('layout', () => {
  it('goes from left to right with time, effects right of their causes', () => {
    const { placed, at, story } = laidOut();
    for (const [index, { x }] of placed.entries()) expect(x).toBeGreaterThanOrEqual(placed[index - 1]?.x ?? 0);
    for (const { event: one, x } of placed) {
      const cause = story.cause(one);
      if (cause) expect(x).toBeGreaterThan(at.get(cause.event.id)?.x ?? Infinity);
    }
  });

  it('keeps neighbours in a lane apart by what they need', () => {
    const { placed } = laidOut(answeredTurn(), () => 90);
    const channel = placed.filter(({ lane }) => lane === 0).map(({ x }) => x);
    for (const [index, x] of channel.slice(1).entries()) expect(x - (channel[index] ?? 0)).toBeGreaterThanOrEqual(90);
  });

  it('does not move what stands when more comes', () => {
    const before = laidOut(answeredTurn().slice(0, 6)).placed.map(({ x }) => x);
    expect(
      laidOut()
        .placed.map(({ x }) => x)
        .slice(0, 6),
    ).toEqual(before);
  });

  it('shows a long silence as a break with its length', () => {
    const { breaks, placed } = laidOut([
      event('a', 'channel.TurnReceived', 0),
      event('b', 'intent.IntentAssessed', 90_000),
    ]);
    expect(breaks).toMatchObject([{ ms: 90_000 }]);
    expect(placed[1]!.x).toBeGreaterThan(breaks[0]!.x + breaks[0]!.width);
  });

  it('is quick: 1,000 events', () => {
    const many = Array.from({ length: 1_000 }, (_, n) =>
      event(`e${n}`, 'context.TurnStarted', n, { cause: `e${n - 1}` }),
    );
    const start = performance.now();
    laidOut(many);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

it('puts a dead letter in the lane of the service that could not take it', () => {
  const dead = { ...event('d', 'dead-letters.EventDeadLettered', 0, { data: { service: 'intent' } }), at: 0 };
  expect(laneOf(dead)).toBe(2);
});

it('draws a line within a lane, a bow where something stands between, a curve across lanes', () => {
  expect(arrow({ x: 0, y: 10 }, { x: 100, y: 10 }, 5)).toBe('M5 10L92 10');
  expect(arrow({ x: 0, y: 10 }, { x: 100, y: 10 }, 5, true)).toContain('C');
  expect(arrow({ x: 0, y: 10 }, { x: 100, y: 66 }, 5)).toMatch(/^M5 10C.* 92 66$/);
});

it('knows the stretch of a turn', () => {
  const { placed, story } = laidOut();
  expect(bandsOf(placed, (one) => story.turnOf(one))).toEqual([
    { turnId: 'trn_1', from: placed[0]!.x, to: placed.at(-2)!.x },
  ]);
});
