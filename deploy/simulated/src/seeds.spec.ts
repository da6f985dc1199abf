import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = join(__dirname, '../run.mjs');

// In processes of their own: inside jest, every promise costs three times as much.
describe('thousands of seeds, and nothing wrong in them', () => {
  it.each([
    ['small', 2_000, 3],
    ['all', 12, 8],
  ])(
    'cast %s: %i seeds of %i customers',
    async (cast, seeds, conversations) => {
      const args = ['--cast', cast, '--seeds', String(seeds), '--conversations', String(conversations), '--quiet'];
      const { stdout } = await promisify(execFile)(process.execPath, [run, ...args]).catch(
        (wrong: { stdout?: string }) => ({ stdout: String(wrong.stdout ?? wrong) }),
      );
      expect(stdout).toContain(`${seeds} seeds, `);
      expect(stdout).toContain('nothing wrong');
      expect(Number(/(\d+) turns,/.exec(stdout)?.[1])).toBeGreaterThan(seeds * conversations);
    },
    1_800_000,
  );
});
