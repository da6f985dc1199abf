import { readFileSync } from 'node:fs';
import type { MendedBody } from '@attune/messaging';
import { PlainError } from '../plain-error';

const shape =
  'It holds {"data": {…}}, and where needed "personal" (the sealed block) and "headers" (those to replace).';

/** What a file says that the mended copy holds. @throws PlainError */
export function readMendedBody(file: string): MendedBody {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`${file} cannot be read: ${(error as Error).message}.`);
  }
  return mendedBodyOf(file, text);
}

export function mendedBodyOf(file: string, text: string): MendedBody {
  const body = parsed(file, text);
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !('data' in body))
    throw new PlainError(`${file} has no "data".`, shape);
  const unknown = Object.keys(body).filter((key) => !['data', 'personal', 'headers'].includes(key));
  if (unknown.length > 0) throw new PlainError(`${file}: ${unknown.join(', ')} is not known here.`, shape);
  return body as MendedBody;
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PlainError(`${file} is not JSON: ${(error as Error).message}.`, shape);
  }
}
