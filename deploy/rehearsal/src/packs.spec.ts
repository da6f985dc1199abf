import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rehearsePack } from './rehearse-pack';

const domains = join(__dirname, '../../../domains');
const packs = readdirSync(domains, { withFileTypes: true }).filter((entry) => entry.isDirectory());

it.each(packs.map(({ name }) => name))(
  'the conversations of domains/%s go as their tests say',
  async (name) => {
    const { report, failed, played } = await rehearsePack(join(domains, name));
    if (failed > 0) throw new Error(report);
    expect(played.length).toBeGreaterThan(0);
  },
  60_000,
);
