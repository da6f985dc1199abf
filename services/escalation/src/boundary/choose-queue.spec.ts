import { at, never, queue, testPack } from '../test-pack';
import { chooseQueue } from './choose-queue';

const queues = [
  queue('fraud', { skills: ['fraud'], hours: never }),
  queue('care', { skills: [] }),
  queue('night', { skills: ['fraud', 'orders'], priority: 2 }),
  queue('nacht', { skills: ['fraud'], priority: 9, languages: ['de'] }),
];
const choose = (wanted: string, among = queues) => chooseQueue(testPack({ queues: among }), wanted, 'en', at(0));

it('takes the wanted queue while it is open', () => expect(choose('care')).toBe('care'));
it('takes an open queue with the same skills and the language while the wanted one is closed', () =>
  expect(choose('fraud')).toBe('night'));
it('waits in the wanted queue when no other can stand in', () =>
  expect(choose('fraud', queues.slice(0, 2))).toBe('fraud'));
it('falls back on the default queue when the wanted one does not exist', () => expect(choose('gone')).toBe('care'));
