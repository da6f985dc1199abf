import type { LetterLine, LetterPage } from '@attune/messaging';
import { askOrStop } from '../doors/ask';
import type { Letters } from './letters';

/** Dead letters at escalation's doors: of a product whose bus only its own process may open. */
export function lettersAtDoor(url: string, token: string): Letters {
  const door = (...path: string[]) =>
    [`${url}/api/escalation/dead-letters`, ...path.map((part) => encodeURIComponent(part))].join('/');
  const post = async (where: string, body: object) =>
    void (await askOrStop<unknown>(where, { method: 'POST', token, body }));
  return {
    list: async () => (await askOrStop<{ letters: LetterLine[] }>(door(), { token })).letters,
    show: (id) => askOrStop<LetterPage>(door(id), { token }),
    sendAgain: (id) => post(door(id, 'again'), {}),
    mend: (id, body) => post(door(id, 'mend'), body),
    discard: (id, why) => post(door(id, 'discard'), { why }),
    close: async () => {},
  };
}
