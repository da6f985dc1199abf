// Brings a checkout to the state in which it can run: packages installed, code and pages built. Only what is stale is done.
// Plain Node: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { staleSources } from './stale-sources.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');

/** Everything that `npm start` needs. */
export async function bringUpToDate() {
  checkNode();
  await install();
  await compile();
  await buildPages();
}

/** Ends the process with a clear message where this Node cannot run Attune. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`  Attune needs Node 20.19 or later; this is ${process.version} (${process.execPath}).`);
  process.exit(1);
}

/** Runs `npm ci` unless everything that the lock file names is there. */
export async function install() {
  if (isInstalled()) return;
  await step('packages', 'installing what package-lock.json names, about a minute', async (tell) => {
    const ticking = setInterval(() => tell('still unpacking'), 10_000);
    try {
      const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
      await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', ...flags], root);
    } finally {
      clearInterval(ticking);
    }
  });
}

/** npm keeps a record of what it installed. Optional packages are for other platforms, or not needed. */
function isInstalled() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, { version, optional }]) =>
      !path.includes('node_modules/') || optional || (installed[path] && installed[path].version === version),
  );
}

/** Compiles what is newer than its build. Types are checked by `npm test`, not here: a start should take a second. */
export async function compile() {
  const { stale, orphans } = staleSources(root);
  if (stale.length + orphans.length === 0) return;
  // In a process of its own: the compiler's memory should not stay with the services.
  await step('code', `compiling ${stale.length} files`, () => run(process.execPath, ['deploy/compile.mjs'], root));
}

/** Builds the pages when their sources are newer. */
export async function buildPages() {
  const web = join(root, 'libs', 'web');
  const built = join(web, 'dist', 'index.html');
  const sources = ['src', 'pages', 'package.json', 'vite.config.mts', join('..', 'contracts', 'src')];
  const newest = Math.max(...sources.map((source) => newestBelow(join(web, source))));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  await step('pages', 'building', () => run(process.execPath, [join(modules, 'vite', 'bin', 'vite.js'), 'build'], web));
}

function newestBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestBelow(join(path, name))));
}

/** Says what is done, how it goes, and how long it took. */
async function step(name, what, work) {
  const label = `  ${name.padEnd(10)} `;
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  console.log(`${label}${what} …`);
  try {
    await work((progress) => console.log(`${label}${progress}, ${seconds()}`));
  } catch (error) {
    console.error(`${label}failed after ${seconds()}:\n${error.message}`);
    process.exit(1);
  }
  console.log(`${label}done in ${seconds()}`);
}

/** Runs a program quietly; what it said becomes the error when it fails. */
function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, shell: command.endsWith('.cmd') });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} (in ${cwd})\n${said}`)),
    );
  });
}
