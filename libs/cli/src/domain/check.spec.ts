import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe as inWords } from '@attune/domain';
import { checkAll } from './check';

const domains = join(__dirname, '../../../../domains');
const packs = readdirSync(domains, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const march = Date.parse('2026-03-02T10:00:00Z');

it.each(packs.map(({ name }) => name))('has nothing to complain about in domains/%s', async (name) => {
  expect((await checkAll(join(domains, name), march)).map(inWords)).toEqual([]);
});

describe('articles', () => {
  const dir = mkdtempSync(join(tmpdir(), 'attune-check-'));
  cpSync(join(domains, 'shop'), dir, { recursive: true });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('are found missing where nothing leads to them', async () => {
    writeFileSync(join(dir, 'knowledge/memo.md'), '---\nowner: care\ntitle: To it\n---\n\nXyzzy plugh frotz.\n');
    writeFileSync(
      join(dir, 'knowledge/sale.md'),
      '---\ntitle: Winter sale\nowner: care\nvalidUntil: 2026-02-01\n---\n\nThe winter sale is on.\n',
    );
    expect((await checkAll(dir, march)).map(inWords)).toEqual([
      'knowledge/memo.md:3:1 warning: nothing finds this article: not its title, and no example of any intent (name in the title what customers would ask for)',
      'knowledge/sale.md:4:1 warning: nobody can find this article any more: it was valid until 2026-02-01 (take it out, or move the day)',
    ]);
  });
});
