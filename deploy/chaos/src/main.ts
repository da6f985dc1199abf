import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { passes, run } from './run';
import { type Settings, settingsOf, usage } from './settings';

/** Ends with 0 where nothing is wrong, with 1 where something is or the run could not be made, with 2 for a wrong command line. */
async function main(): Promise<number> {
  const settings = given();
  if (settings === undefined) return 2;
  const folder = resolve(settings.judge ?? settings.folder ?? join('var', 'chaos', String(settings.seed)));
  if (settings.judge === undefined) {
    if (settings.folder === undefined) rmSync(folder, { recursive: true, force: true });
    else if (existsSync(folder) && readdirSync(folder).length > 0) {
      console.error(`${folder} is not empty, and a run begins with nothing: empty it, or name another --folder`);
      return 2;
    }
  }
  const passed = settings.judge === undefined ? await run(settings, folder, console.log) : await passes(folder);
  if (passed) return 0;
  console.log(`What happened stands in ${folder}; to judge it once more: npm run chaos -- --judge ${folder}`);
  return 1;
}

function given(): Settings | undefined {
  try {
    return settingsOf(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    return undefined;
  }
}

process.on('SIGINT', () => process.exit(130)).on('SIGTERM', () => process.exit(143));

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(`The chaos run could not be made. ${error.stack}`);
    process.exit(1);
  },
);
