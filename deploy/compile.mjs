// Compiles stale sources to CommonJS with swc, file by file: as `npm run build` does with tsc, but without types and in a second.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, relative } from 'node:path';
import { transformFile } from '@swc/core';
import { root } from './set-up.mjs';
import { staleSources } from './stale-sources.mjs';

const options = {
  swcrc: false,
  sourceMaps: true,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  // import() stays as it is, as tsc leaves it: what it names may be an ES module. The annotation is how import() learns names of CommonJS.
  module: { type: 'commonjs', ignoreDynamic: true, exportInteropAnnotation: true },
};

async function compile({ source, target }) {
  const { code, map } = await transformFile(source, { ...options, sourceFileName: relative(dirname(target), source) });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
  writeFileSync(`${target}.map`, map);
}

const { stale, orphans } = staleSources(root);
for (const orphan of orphans) for (const file of [orphan, `${orphan}.map`]) rmSync(file, { force: true });
const waiting = [...stale];
const worker = async () => {
  for (let next = waiting.pop(); next; next = waiting.pop()) await compile(next);
};
await Promise.all(Array.from({ length: availableParallelism() * 2 }, worker));
