// Which sources are newer than what was compiled from them, over all packages.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * `stale`: sources to compile, `{ source, target }`, absolute; `orphans`: compiled files whose source is gone. `npm run build` writes
 * to the same places, so either may come first.
 */
export function staleSources(root) {
  const stale = [];
  const orphans = [];
  // What an older compiler wrote may lack what this one adds.
  const compilerMs = statSync(join(root, 'deploy/compile.mjs')).mtimeMs;
  for (const folder of packages(root)) {
    const [src, dist] = [join(folder, 'src'), join(folder, 'dist')];
    const targets = new Set();
    for (const source of filesBelow(src)) {
      if (!/\.ts$/.test(source) || /\.(spec|d)\.ts$/.test(source)) continue;
      const target = join(dist, relative(src, source).replace(/\.ts$/, '.js'));
      targets.add(target);
      const built = statSync(target, { throwIfNoEntry: false });
      if (!built || built.mtimeMs < Math.max(statSync(source).mtimeMs, compilerMs)) stale.push({ source, target });
    }
    for (const file of filesBelow(dist)) if (/\.js$/.test(file) && !targets.has(file)) orphans.push(file);
  }
  return { stale, orphans };
}

/** Folders of the workspaces whose code is compiled file by file (the pages are bundled instead). */
function packages(root) {
  return ['libs', 'services', 'deploy'].flatMap((kind) =>
    readdirSync(join(root, kind), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(root, kind, entry.name))
      .filter((folder) => existsSync(join(folder, 'package.json')) && compiled(folder)),
  );
}
const compiled = (folder) => readFileSync(join(folder, 'package.json'), 'utf8').includes('./dist/index.js');

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
