import { join } from 'node:path';
import { checkPack } from '@attune/domain';
import { reportOf } from './check';
import { idOfFolder, nameFromId, packFrame, templateFiles, writePack } from './pack-files';

/** A small pack that works, to be written on. `where`: a name (then under domains/), or a folder. */
export async function runNew(
  where: string,
  flags: { language: string; zone: string; currency: string },
): Promise<void> {
  const dir = /[\\/]/.test(where) ? where : join('domains', where);
  const id = idOfFolder(dir);
  const files = packFrame({ id, name: nameFromId(id), ...flags });
  for (const [name, text] of templateFiles('first-steps')) files.set(name, text);
  writePack(dir, files, false);
  console.log(reportOf(dir, await checkPack(dir)));
  console.log(`It is explained in domains/README.md. Start it with: ATTUNE_DOMAIN=${dir} npm start`);
}
