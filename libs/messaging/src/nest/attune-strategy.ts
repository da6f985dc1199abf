import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Handler } from '../handlers';
import type { Runtime } from '../runtime/types';
import { differences, type Claim } from './claims';

/**
 * Lets a Nest microservice run on Attune's runtime. Each `@EventPattern<string>(definition.type)` method is asked once, when the
 * service starts, for the handler value that it stands for; from then on events go to the runtime, not through Nest.
 */
export class AttuneStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;

  constructor(
    private readonly runtime: Runtime,
    private readonly handlers: readonly Handler[],
  ) {
    super();
  }

  /** Starts the runtime. Fails, naming each difference, when methods and handlers do not say the same. */
  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  close(): Promise<void> {
    return this.runtime.stop();
  }

  private async start(): Promise<void> {
    const claims: Claim[] = [];
    for (const [type, method] of this.messageHandlers)
      for (const returned of await askedOnce(type, method)) claims.push({ type, returned });
    const found = differences(this.handlers, claims);
    if (found.length > 0)
      throw new Error(`The consumer of ${this.runtime.service} and its handlers differ:\n- ${found.join('\n- ')}`);
    await this.runtime.start();
  }

  /** Nest's port for listening to a broker client's own events; there are none. */
  on(): void {}

  unwrap<T>(): T {
    return this.runtime as T;
  }
}

/** What the methods of one pattern return. The first one calls the others and returns `{ current, next }`, nested. */
async function askedOnce(type: string, method: MessageHandler): Promise<unknown[]> {
  try {
    const answer: unknown = await method(undefined, undefined);
    return unfold(method, isObservable(answer) ? await lastValueFrom(answer, { defaultValue: undefined }) : answer);
  } catch (error) {
    throw new Error(`The method under @EventPattern('${type}') failed; it should only return a handler`, {
      cause: error,
    });
  }
}

function unfold(method: MessageHandler, answer: unknown): unknown[] {
  if (!method.next) return [answer];
  const { current, next } = answer as { current: unknown; next: unknown };
  return [current, ...unfold(method.next, next)];
}
