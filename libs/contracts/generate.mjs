// Writes docs/events: AsyncAPI 3, the readable catalogue, and (for new types only) the stored examples that later versions must still read.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import contracts from './dist/index.js';

const here = dirname(fileURLToPath(import.meta.url));
const docs = join(here, '../../docs/events');
mkdirSync(docs, { recursive: true });
writeFileSync(join(docs, 'asyncapi.json'), `${JSON.stringify(contracts.asyncApi(), null, 2)}\n`);
writeFileSync(join(docs, 'README.md'), contracts.catalogueMarkdown());

const stored = join(here, 'stored-examples');
mkdirSync(stored, { recursive: true });
for (const [type, definition] of contracts.catalogue) {
  const file = join(stored, `${type}.json`);
  if (existsSync(file)) continue; // released: never rewritten
  const { data, personal } = definition.example;
  const schema = contracts.schemaOf(definition.data);
  writeFileSync(
    file,
    `${JSON.stringify({ type, topic: definition.topic, key: definition.key(data), example: { data, personal }, schema }, null, 1)}\n`,
  );
  console.log(`stored ${type}`);
}
