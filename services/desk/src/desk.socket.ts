import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { handoffRequested } from '@attune/contracts';
import {
  attachSocket,
  mayAs,
  RUNTIME,
  type AgentClaims,
  type Connection,
  type ServiceParts,
  type Stop,
} from '@attune/hosting';
import type { Runtime } from '@attune/messaging';
import { Board } from './board';
import { heartbeatMs } from './environment';
import { stillThere } from './commands';
import { Notices } from './notices';

const topics = ['attune.desk', 'attune.escalation', 'attune.channel', 'attune.context', 'attune.resolution'];

/**
 * Tells every open page what changed (`{type: 'queue'}`, `{type: 'conversation', conversationId}`), and the documents that a
 * person is still there while one of their pages is open here.
 */
export async function startDeskSocket(app: NestFastifyApplication, { clock, logger }: ServiceParts): Promise<Stop> {
  const runtime = app.get<Runtime>(RUNTIME);
  const board = app.get(Board);
  const pages = new Set<Connection<AgentClaims>>();
  const open = new Set((await board.open()).map(({ conversationId }) => conversationId));

  const notices = new Notices(clock, (what) => {
    const message = what === 'queue' ? { type: 'queue' } : { type: 'conversation', conversationId: what };
    for (const page of pages) page.send(message);
  });
  const follower = await runtime.follow({
    topics,
    from: 'end',
    open: false,
    // Conversations that were never here are nobody's news; a handoff that begins one always is.
    wants: ({ headers }) => pages.size > 0 || headers['ce_type'] === handoffRequested.type,
    onEvent(event) {
      const { conversationId } = event.data as { conversationId?: string };
      if (conversationId === undefined) return;
      if (event.type === handoffRequested.type) open.add(conversationId);
      if (!open.has(conversationId)) return;
      notices.changed(conversationId);
      notices.changed('queue');
    },
  });

  const present = async (agents: Iterable<string>) => {
    for (const agentId of new Set(agents))
      for (const { conversationId, epoch } of await board.heldBy(agentId)) {
        const commandId = `${conversationId} ${epoch} still-there ${agentId} ${clock.now()}`;
        await runtime.execute(stillThere, conversationId, { agentId }, { commandId, correlationId: conversationId });
      }
  };
  let timer: unknown;
  const beat = () => {
    present([...pages].map(({ session }) => session.agentId))
      .catch((error: Error) => logger.warn({ error: error.message }, 'presence could not be stored'))
      .finally(() => (timer = clock.setTimeout(beat, heartbeatMs)));
  };
  timer = clock.setTimeout(beat, heartbeatMs);

  attachSocket<AgentClaims>(app, '/api/desk/socket', {
    authenticate: ({ agent }) => (agent && mayAs(agent, ['agent', 'lead']) ? agent : undefined),
    onOpen(page) {
      pages.add(page);
      page.onClose(() => pages.delete(page));
      page.send({ type: 'queue' });
      present([page.session.agentId]).catch(() => undefined); // the next beat tells it
    },
  });
  return async () => {
    clock.clearTimeout(timer);
    notices.stop();
    await follower.stop();
  };
}
