import { silentLogger } from '@attune/messaging';
import { stopOnSignals } from './signals';

const signals = ['SIGTERM', 'SIGINT', 'uncaughtException', 'unhandledRejection'];
let exits: number[];

beforeEach(() => {
  exits = [];
  jest.useFakeTimers();
  jest.spyOn(process, 'exit').mockImplementation(((code: number) => void exits.push(code)) as never);
});
afterEach(() => {
  for (const signal of signals) process.removeAllListeners(signal);
  jest.restoreAllMocks();
  jest.useRealTimers();
});

const never = () => new Promise<void>(() => {});

it('waits for an orderly stop, but not for ever', () => {
  stopOnSignals(silentLogger, never);
  process.emit('SIGTERM');
  jest.advanceTimersByTime(19_000);
  expect(exits).toEqual([]);
  jest.advanceTimersByTime(1_000);
  expect(exits).toEqual([1]);
});

it('does not wait long after a failure: a broker that is away would hold up the new process, too', () => {
  stopOnSignals(silentLogger, never).fatal(new Error('Nothing was heard from Kafka'));
  jest.advanceTimersByTime(3_000);
  expect(exits).toEqual([1]);
});

it('ends with 0 when it has stopped in good order, with 1 after a failure', async () => {
  stopOnSignals(silentLogger, async () => {});
  process.emit('SIGINT');
  await Promise.resolve();
  expect(exits).toEqual([0]);
  stopOnSignals(silentLogger, async () => {}).fatal(new Error('the store is gone'));
  await Promise.resolve();
  expect(exits).toEqual([0, 1]);
});

it('does not wait after a second signal', () => {
  stopOnSignals(silentLogger, never);
  process.emit('SIGTERM');
  process.emit('SIGTERM');
  expect(exits).toEqual([1]);
});
