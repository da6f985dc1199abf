import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { missingBrowser, playExamples, playStory } from '@attune/testing/browser';
import { startEmbedded, type Embedded } from '.';

const root = resolve(__dirname, '..', '..', '..');
const shots = join(root, 'test-output', 'embedded');

(missingBrowser() ? describe.skip : describe)('the story of a stranger, in one process', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'attune-story-'));
  let attune: Embedded;

  beforeAll(async () => {
    execFileSync(process.execPath, ['deploy/build-pages.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    rmSync(shots, { recursive: true, force: true });
    mkdirSync(shots, { recursive: true });
    attune = await startEmbedded({ dataDir, domainDir: join(root, 'domains', 'shop'), port: 0 });
  }, 120_000);
  afterAll(async () => {
    await attune?.close();
    rmSync(dataDir, { recursive: true });
  });

  it('works in a browser', async () => {
    await playStory({ url: attune.url, signInUrl: attune.signInUrl, shots });
  }, 240_000);

  it('comes with example customers to watch', async () => {
    await playExamples({ url: attune.url, signInUrl: attune.signInUrl, shots });
  }, 240_000);
});
