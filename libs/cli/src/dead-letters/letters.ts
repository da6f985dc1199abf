import type { LetterLine, LetterPage, MendedBody } from '@attune/messaging';

/** Dead letters, wherever they are reached. What cannot be done throws PlainError. */
export interface Letters {
  list(): Promise<LetterLine[]>;
  show(id: string): Promise<LetterPage>;
  sendAgain(id: string): Promise<void>;
  mend(id: string, body: MendedBody): Promise<void>;
  discard(id: string, why: string): Promise<void>;
  close(): Promise<void>;
}
