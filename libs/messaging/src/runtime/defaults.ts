import { randomBytes } from 'node:crypto';
import type { Chance, Clock, Logger } from './types';

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout | undefined),
};
export const systemChance: Chance = { bytes: (length) => randomBytes(length) };
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
