import { Readable } from 'node:stream';
import type { Rehearsal } from './rehearsal';
import { runChat } from './run-chat';

it('says what is typed, prints what is said back, and lets time pass on an empty line', async () => {
  const printed: string[] = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  const asked: unknown[] = [];
  const stage: Rehearsal = {
    rehearsePack: () => Promise.reject(new Error('not asked for here')),
    openChat: (_, options) => {
      asked.push(options.verified);
      return Promise.resolve({
        name: 'The Kiosk',
        says: (text) => Promise.resolve([{ who: 'automation', text: `You said ${text}` }]),
        waits: (ms) => Promise.resolve([{ who: 'notice', text: `${ms} ms` }]),
      });
    },
  };
  await runChat('domains/kiosk', { verified: true }, stage, Readable.from(['Hello\n', '\n']));
  jest.restoreAllMocks();
  expect(asked).toEqual([true]);
  expect(printed.slice(1)).toEqual(['automation You said Hello', 'notice     60000 ms']);
});
