import {
  discard,
  letterLine,
  letterPage,
  LetterRefused,
  readLetters,
  sendAgain,
  sendMended,
  type Bus,
  type Letter,
  type OutRecord,
} from '@attune/messaging';
import { PlainError } from '../plain-error';
import type { Letters } from './letters';

/** Dead letters on the bus itself. */
export function lettersOnBus(bus: Bus, now: () => number): Letters {
  const find = async (id: string): Promise<Letter> => {
    const letter = (await readLetters(bus)).get(id);
    if (letter) return letter;
    throw new PlainError(
      `There is no dead letter ${id}.`,
      'attune dead-letters list --all shows those that there are.',
    );
  };
  const settle = async (id: string, how: (letter: Letter) => OutRecord[]): Promise<void> => {
    const letter = await find(id);
    try {
      await bus.publish(how(letter));
    } catch (error) {
      throw error instanceof LetterRefused ? new PlainError(error.message) : error;
    }
  };
  return {
    list: async () => (await readLetters(bus)).all().map(letterLine),
    show: async (id) => letterPage(await find(id)),
    sendAgain: (id) => settle(id, (letter) => sendAgain(letter, { now: now() })),
    mend: (id, body) => settle(id, (letter) => sendMended(letter, body, { now: now() })),
    discard: (id, why) => settle(id, (letter) => discard(letter, why, { now: now() })),
    close: () => bus.close(),
  };
}
