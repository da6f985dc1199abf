import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAll } from './check';

const dir = join(__dirname, 'fifty-mistakes');
const mark = '✗';

/** Places that are marked in the files themselves: file and line. */
const marked = readdirSync(dir, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(yaml|md)$/.test(file))
  .flatMap((file) =>
    readFileSync(join(dir, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.includes(mark) ? [`${file.replaceAll('\\', '/')}:${index + 1}`] : [])),
  )
  .sort();

it('finds every mistake of a pack that is full of them, by file and line, and nothing else', async () => {
  const found = await checkAll(dir);
  const places = [...new Set(found.map(({ file, line }) => `${file}:${line}`))].sort();
  expect(places).toEqual(marked);
});

it('they are more than fifty, of different kinds', async () => {
  const found = await checkAll(dir);
  // A kind is what is said, without the names in it.
  const kinds = new Set(found.map(({ what, file }) => `${file.split('/')[0]} ${what.replace(/"[^"]*"/g, '…')}`));
  expect(found.length).toBeGreaterThanOrEqual(50);
  expect(kinds.size).toBeGreaterThanOrEqual(50);
});
