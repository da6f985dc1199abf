import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPack, loadPack, loadTests } from '@attune/domain';
import { readTable } from '../tables/read-table';
import { reportOf } from './check';
import { importedPack, wordsOf } from './import-pack';
import { idsOf, readLabelled, spread } from './labelled';
import { packFrame, templateFiles, writePack } from './pack-files';

const bank = { id: 'bank', name: 'A "bank": ours', language: 'en', zone: 'Europe/London', currency: 'GBP' };
let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'attune-pack-'))));
afterEach(() => rmSync(root, { recursive: true }));

const labelled = (text: string) => readLabelled(readTable('train.csv', text), 'text', 'category');

describe('labelled texts', () => {
  it('are grouped by label, each text once, none under two labels, none empty', () => {
    const read = labelled(
      'text,category\nWhere is my card?,card\nwhere is my card,card\nWhere  is\tit,card\nHello,card\nhello!,greeting\n,card\nx,\n???,card\n',
    );
    expect(read).toEqual({
      labels: [{ label: 'card', texts: ['Where is my card?', 'Where is it'] }],
      empty: 3,
      again: 1,
      ambiguous: 2,
    });
  });

  it('are refused where nothing is left', () => {
    expect(() => labelled('text,category\n,\n')).toThrow(/no row with a text in "text" and a label/);
  });

  it('get ids of small letters, no two the same', () => {
    expect([...idsOf(['Card Arrival?', 'card arrival', '2fa', '…']).values()]).toEqual([
      'card_arrival',
      'card_arrival_2',
      'intent_2fa',
      'intent',
    ]);
    expect(wordsOf('lost_orStolenCard')).toBe('lost or stolen card');
  });

  it('are thinned out evenly', () => {
    expect(spread([0, 1, 2, 3, 4, 5], 3)).toEqual([0, 2, 4]);
    expect(spread([0, 1], 5)).toEqual([0, 1]);
  });
});

describe('an imported pack', () => {
  const texts = ['one', 'two', 'three', 'four', 'five: with a colon', '- a dash', '{{ braces }}'];

  it('is in order, says what the labels said, and has honest articles', async () => {
    const labels = [
      { label: 'card_arrival', texts },
      { label: 'refund: when?', texts: texts.map((text) => `${text} again`) },
    ];
    writePack(root, importedPack({ ...bank, labels, examplesPerIntent: 6 }), false);
    expect(await checkPack(root)).toEqual([]);
    const pack = await loadPack(root);
    expect(pack).toMatchObject({ id: 'bank', name: 'A "bank": ours', currency: 'GBP' });
    expect(pack.intents.map(({ id, label, kind }) => [id, label, kind])).toEqual([
      ['card_arrival', 'card arrival', 'question'],
      ['refund_when', 'refund when', 'question'],
    ]);
    expect(pack.intents[0]?.examples).toHaveLength(6);
    expect(pack.articles.map(({ title }) => title)).toEqual(['Card arrival', 'Refund when']);
    expect(pack.articles[0]?.body).toContain('no written answer about card arrival');
  });

  it('is not written over another unless that is wanted', () => {
    writePack(root, packFrame(bank), false);
    expect(() => writePack(root, packFrame(bank), false)).toThrow(/not empty.\n.*--force/);
    writePack(root, packFrame({ ...bank, id: 'other' }), true);
    expect(readFileSync(join(root, 'domain.yaml'), 'utf8')).toContain('id: other');
  });

  const train = join(__dirname, '../../../../../shared/data/banking77/train.csv');
  (existsSync(train) ? it : it.skip)('may hold all of Banking77', async () => {
    const { labels } = readLabelled(readTable(train, readFileSync(train, 'utf8')), 'text', 'category');
    writePack(root, importedPack({ ...bank, labels }), false);
    expect(labels).toHaveLength(77);
    expect(await checkPack(root)).toEqual([]);
  });
});

describe('a new pack', () => {
  it('is in order, with a test', async () => {
    writePack(root, new Map([...packFrame(bank), ...templateFiles('first-steps')]), false);
    expect(await checkPack(root)).toEqual([]);
    expect(await loadTests(root)).toHaveLength(1);
  });
});

it('reports mistakes with a place that editors open, and what they come to', async () => {
  writePack(root, packFrame(bank), false);
  const report = reportOf('domains/bank', await checkPack(root));
  expect(report).toMatch(/^domains\/bank\/intents:1:1 error: the pack has no intents \(add intents\/<name>.yaml\)/m);
  expect(report).toMatch(/domains\/bank has 1 error and \d+ warnings?\.$/);
});
