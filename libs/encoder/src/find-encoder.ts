import { existsSync } from 'node:fs';
import type { Encoder } from '@attune/language';
import { loadEncoder, usuallyRemembered } from './encoder';
import { cachedEncoder, installEncoder } from './encoder-file';

/** What `ATTUNE_ENCODER` may say besides the path of a file; unset means `cached`. */
export const encoderSettings = {
  /** The models do without. */
  off: 'off',
  /** Used where an earlier run has downloaded it. */
  cached: 'cached',
  /** Downloaded where it is missing. */
  install: 'install',
} as const;

export interface EncoderChoice {
  encoder?: Encoder;
  /** One sentence for whoever starts the product: what is used, why, and how to have it otherwise. */
  note: string;
}

const chosen = new Map<string, EncoderChoice>();

/**
 * The encoder of this process, loaded once for all who ask. Never throws: without one the models of words do the work, and `note`
 * says so.
 *
 * @param setting the environment's ATTUNE_ENCODER @param remembered how many texts' vectors it keeps; 0 for measurements
 */
export function findEncoder(setting: string = encoderSettings.cached, remembered = usuallyRemembered): EncoderChoice {
  const key = `${remembered} ${setting}`;
  const choice = chosen.get(key) ?? choose(setting, remembered);
  chosen.set(key, choice);
  return choice;
}

function choose(setting: string, remembered: number): EncoderChoice {
  const { off, cached, install } = encoderSettings;
  const without = 'Models of words alone are used';
  if (setting === off || setting === '') return { note: `${without}: ATTUNE_ENCODER is ${off}.` };
  try {
    if (setting === cached && !existsSync(cachedEncoder()))
      return {
        note: `${without}. ATTUNE_ENCODER=${install} downloads a sentence encoder (21 MB) that understands more.`,
      };
    const file = setting === cached ? cachedEncoder() : setting === install ? installEncoder() : setting;
    const encoder = loadEncoder(file, remembered);
    return { encoder, note: `The sentence encoder ${encoder.name} is used (${file}).` };
  } catch (error) {
    return { note: `${without}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
