import { join } from 'node:path';
import { openChat } from './chat';

jest.setTimeout(60_000);

it('answers, and goes on where it was', async () => {
  const chat = await openChat(join(__dirname, '../../../domains/shop'), { verified: false });
  const [asked] = await chat.says('Where is my order?');
  expect(asked).toMatchObject({ who: 'automation', text: expect.stringMatching(/A/) as string });
  const [told] = await chat.says('A-1042');
  expect(told?.text).toMatch(/A-1042/);
  expect(await chat.waits(60_000)).toEqual([]);
});
