import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackError } from '@attune/domain';
import type { Rehearsal } from './rehearsal';
import { runTest } from './run-test';

const never = () => Promise.reject(new Error('not asked for here'));

describe('attune domain test', () => {
  const dir = mkdtempSync(join(tmpdir(), 'attune-test-command-'));
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    process.exitCode = 0;
    jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  });
  afterEach(() => {
    process.exitCode = 0;
    jest.restoreAllMocks();
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('prints how it went; the exit code says whether all went as it should', async () => {
    const asked: unknown[] = [];
    const stage: Rehearsal = {
      openChat: never,
      rehearsePack: (_, options) => {
        asked.push(options);
        return Promise.resolve({ report: 'two conversations', failed: asked.length - 1 });
      },
    };
    await runTest(dir, { only: 'refund' }, stage);
    expect([said, process.exitCode]).toEqual([['two conversations'], 0]);
    expect(asked[0]).toMatchObject({ only: 'refund', all: false });
    await runTest(dir, { missed: true }, stage);
    expect([asked[1], process.exitCode]).toMatchObject([{ all: true }, 1]);
  });

  it('lists the mistakes of a pack that cannot be used', async () => {
    const mistake = { file: 'tools.yaml', line: 2, column: 3, what: 'it is broken', severity: 'error' as const };
    await runTest(dir, {}, { openChat: never, rehearsePack: () => Promise.reject(new PackError(dir, [mistake])) });
    expect([said.join('\n').includes('tools.yaml:2:3 error: it is broken'), process.exitCode]).toEqual([true, 1]);
  });
});
