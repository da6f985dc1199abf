import { createRequire } from 'node:module';
import { PlainError } from '../plain-error';

/** What the package that runs all services at once tells the command line. */
export interface Rehearsal {
  rehearsePack(
    dir: string,
    options: { modelsFolder?: string; only?: string; all?: boolean },
  ): Promise<{ report: string; failed: number }>;
  openChat(dir: string, options: { modelsFolder: string; verified: boolean }): Promise<Chat>;
}

/** One customer who talks to a pack; resolves to what was said back. */
export interface Chat {
  readonly name: string;
  says(text: string): Promise<readonly ChatLine[]>;
  waits(ms: number): Promise<readonly ChatLine[]>;
}
export interface ChatLine {
  readonly who: string;
  readonly text: string;
}

/**
 * The composition that plays conversations. It holds the services, and this library must not know them: so it is looked for when it is
 * asked for, in the checkout that this command stands in.
 */
export function rehearsal(): Rehearsal {
  const name = '@attune/rehearsal';
  try {
    return createRequire(__filename)(name) as Rehearsal;
  } catch (error) {
    throw new PlainError(
      `Conversations are played by ${name}, which cannot be loaded here: ${(error as Error).message.split('\n')[0]}. Build it with: npm run build`,
    );
  }
}
