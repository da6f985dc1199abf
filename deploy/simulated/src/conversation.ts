import type { ConversationTest } from '@attune/domain';
import { play, type Business, type Theatre } from '@attune/rehearsal';
import { World } from './world';

const minute = 60_000;

/**
 * Plays a conversation test of a pack through the real services, bus and store included, against the example's own back end. Resolves
 * to what was expected and did not happen, in words.
 */
export async function playConversation(test: ConversationTest, business: Business, seed = 1): Promise<string[]> {
  const world = new World({ seed, ...business, faults: { latencyMs: 2 }, sweepMs: minute });
  await world.start();
  const failures = await play(test, theatreOf(world), { restMs: 1_900 });
  return failures.map(({ line, what }) => `${line === undefined ? 'finally' : `line ${line}`}: ${what}`);
}

const theatreOf = (world: World): Theatre => ({
  get events() {
    return world.chronicle.events;
  },
  now: () => world.clock.now(),
  passes: (ms) => world.passes(ms),
  say: (address, text, where) => world.during(() => world.say(address, text, where)),
  atDesk: (what, conversationId, input) => world.during(() => world.atDesk(what, conversationId, input)),
  lose: (address, channel) => {
    const released = world.chronicle.events.findLast(({ name }) => name === 'ReplyReleased');
    return world.reportLost(world.addressId(address, channel), String(released?.data['messageId']));
  },
  outside: () => {},
});
