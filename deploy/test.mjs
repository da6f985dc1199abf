// `npm test`: brings the checkout up to date, then lint, types and every test, and one line that sums it up.
// With arguments: only what jest finds by them, `npm test -- services/channel`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bringUpToDate, root } from './set-up.mjs';

const only = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const started = performance.now();

console.log('Attune: lint, types and tests\n');
await bringUpToDate();
if (only.length === 0) {
  // The rule about who may import whom needs Nx's graph of the packages; without it eslint leaves the rule out.
  await check('graph of the packages', ['node_modules/nx/dist/bin/nx.js', 'show', 'projects']);
  await check('lint', ['node_modules/eslint/bin/eslint.js', '.']);
  await checkTypes();
}
await runTests();

const { passed, failed, skipped } = total;
console.log(`\nFinished in ${Math.round((performance.now() - started) / 1000)} s.`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** One check is counted as one test; what it has to say is shown when it fails. */
async function check(name, args) {
  const begun = performance.now();
  const { code, said } = await node(args);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  total[code === 0 ? 'passed' : 'failed']++;
  console.log(`  ${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(said);
}

/** Packages with the same settings are one program, which reads what they share once; those with settings of their own follow. */
async function checkTypes() {
  const folders = workspaces().filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
  const plain = folders.filter((folder) => {
    const { compilerOptions } = JSON.parse(readFileSync(join(root, folder, 'tsconfig.json'), 'utf8'));
    return compilerOptions === undefined;
  });
  const config = join(root, 'var', 'tsconfig.types.json');
  mkdirSync(dirname(config), { recursive: true });
  const include = plain.map((folder) => `../${folder}/src`);
  writeFileSync(config, JSON.stringify({ extends: '../tsconfig.base.json', include }));
  const tsc = 'node_modules/typescript7/bin/tsc';
  await check(`types of ${plain.length} packages`, [tsc, '-p', config]);
  for (const folder of folders) if (!plain.includes(folder)) await check(`types of ${folder}`, [tsc, '-p', folder]);
}

/** All projects in one run of jest, which shares its workers and its cache among them. */
async function runTests() {
  const results = join(root, 'var', 'test-results.json');
  mkdirSync(join(root, 'var'), { recursive: true });
  rmSync(results, { force: true });
  const projects = workspaces().filter((folder) => existsSync(join(root, folder, 'jest.config.cjs')));
  const flags = ['--passWithNoTests', '--json', `--outputFile=${results}`, ...(process.env.CI ? ['--ci'] : [])];
  // Once more than the flags: jest takes what follows --projects for projects.
  const args = ['node_modules/jest/bin/jest.js', ...only, ...flags, '--projects', ...projects];
  console.log(`\n  tests of ${projects.length} packages`);
  const { code } = await node(args, { show: true });
  if (!existsSync(results)) {
    total.failed++;
    console.log('  FAILED jest ended without results');
    return;
  }
  const found = JSON.parse(readFileSync(results, 'utf8'));
  total.passed += found.numPassedTests;
  total.failed += found.numFailedTests + found.numRuntimeErrorTestSuites;
  total.skipped += found.numPendingTests + found.numTodoTests;
  if (code !== 0 && found.success) {
    total.failed++;
    console.log(`  FAILED jest ended with code ${code}`);
  }
}

function workspaces() {
  return ['libs', 'services', 'deploy'].flatMap((kind) =>
    readdirSync(join(root, kind), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, kind, entry.name, 'package.json')))
      .map((entry) => `${kind}/${entry.name}`),
  );
}

/** Runs a script of ours or of a package. `show`: what it reports goes straight to the terminal, its results do not. */
function node(args, { show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, NX_DAEMON: 'false' },
      stdio: ['ignore', show ? 'ignore' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => resolve({ code: 1, said: String(error) }));
    child.on('close', (code) => resolve({ code, said }));
  });
}
