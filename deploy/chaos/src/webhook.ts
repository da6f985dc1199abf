import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { webhookSecretOf } from '@attune/channel';
import type { World } from './world';

/** Refused for now: the request came too slowly, or too many came. */
const again = new Set([408, 429]);

/**
 * A provider that calls channel's webhook: signed, and with the same id again and again until one of its processes has taken it.
 * Resolves to the id of the message; undefined when nobody has within `limitMs`.
 */
export class Webhook {
  private readonly secret: string;
  private readonly doors: string[];
  private turn = 0;

  constructor({ secret, processes }: World) {
    this.secret = webhookSecretOf('chat', { secret, environment: {} });
    this.doors = processes.filter(({ service }) => service === 'channel').map(({ url }) => url);
  }

  async say(from: string, id: string, text: string, limitMs = 60_000): Promise<string | undefined> {
    const body = JSON.stringify({ id, from, text });
    const signature = `sha256=${createHmac('sha256', this.secret).update(body).digest('hex')}`;
    for (const end = Date.now() + limitMs; Date.now() < end; await wait(250)) {
      const door = this.doors[this.turn++ % this.doors.length];
      const answer = await fetch(`${door}/api/channel/webhooks/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-attune-signature': signature },
        body,
        signal: AbortSignal.timeout(3_000),
      }).catch(() => undefined);
      if (answer?.status === 202) return ((await answer.json()) as { messageId: string }).messageId;
      if (answer !== undefined && answer.status < 500 && !again.has(answer.status))
        throw new Error(`The webhook refused a message with ${answer.status}: ${await answer.text()}`);
      await answer?.body?.cancel();
    }
    return undefined;
  }
}
