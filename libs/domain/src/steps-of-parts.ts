import type { Draft } from './draft';
import { PartShape } from './shapes';
import type { YamlSource } from './sources';
import type { z } from 'zod';

/** playbooks/parts/*.yaml: steps that several playbooks share. */
export interface Part {
  readonly source: YamlSource;
  readonly shaped: z.output<typeof PartShape>;
}

const folder = 'playbooks/parts';

/** By name; undefined for what is there but broken. */
export function readParts(draft: Draft): ReadonlyMap<string, Part | undefined> {
  const names = draft.folder(folder, '.yaml').map(({ stem }) => stem);
  const parts = new Map<string, Part | undefined>(names.map((name) => [name, undefined]));
  for (const source of draft.yamlFolder(folder)) {
    const shaped = draft.findings.read(source, [], source.value, PartShape);
    if (shaped) parts.set(source.stem, { source, shaped });
  }
  return parts;
}

/** The files of playbooks themselves. */
export const isPlaybook = (file: string): boolean => !file.startsWith(`${folder}/`);
