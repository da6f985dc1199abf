import { conceptOf } from '../english/concepts';
import { stem } from '../english/stem';
import { isStopWord } from '../english/stop-words';
import type { Token } from './tokens';

/**
 * The features of a text as 32-bit hashes. Hashes instead of strings: no strings are made while assessing, and at 10⁵
 * features about one pair collides.
 */
export interface Features {
  hashes: Uint32Array;
  /** Which token each comes from (pairs: their first). */
  tokens: Uint16Array;
  /** The first `words` are words, what they mean, and pairs of them; the others pieces of 2–5 characters within words. */
  words: number;
  length: number;
}

const LONGEST_PIECE = 5;
/** Pairs of words that stand this close, in either order: "order … cancelled" is "cancel my order". */
const REACH = 3;
const SPACE = 32;
const STEM = 0x9e3779b1;
const NEIGHBOURS = 0x85ebca77;
const CONCEPT = 0x27d4eb2f;
const CLOSE = 0x165667b1;

export function featuresOf(tokens: readonly Token[]): Features {
  let room = tokens.length * (3 + REACH);
  for (const { word } of tokens) room += (word.length + 2) * (LONGEST_PIECE - 1);
  const features = { hashes: new Uint32Array(room), tokens: new Uint16Array(room), words: 0, length: 0 };
  addWords(features, tokens);
  features.words = features.length;
  tokens.forEach((token, index) => addPieces(features, token.word, index));
  return features;
}

function add(features: Features, hash: number, token: number): void {
  features.hashes[features.length] = hash;
  features.tokens[features.length++] = token;
}

function addWords(features: Features, tokens: readonly Token[]): void {
  let previous = hashOf('', STEM);
  const contents: { hash: number; token: number }[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const { word } = tokens[index]!;
    const stemmed = stem(word);
    const hash = hashOf(stemmed, STEM);
    add(features, hash, index);
    add(features, mix(Math.imul(previous, NEIGHBOURS) ^ hash), Math.max(index - 1, 0));
    previous = hash;
    if (!isStopWord(word)) contents.push({ hash: hashOf(conceptOf(stemmed), CONCEPT), token: index });
  }
  for (let i = 0; i < contents.length; i++) {
    const { hash, token } = contents[i]!;
    add(features, hash, token);
    for (let j = i + 1; j <= i + REACH && j < contents.length; j++) {
      const other = contents[j]!.hash;
      add(features, mix(Math.imul(Math.min(hash, other), CLOSE) ^ Math.max(hash, other)), token);
    }
  }
}

/** Pieces of the word with a space on both sides; the spaces mark its beginning and end. */
function addPieces(features: Features, word: string, token: number): void {
  const size = word.length + 2;
  for (let start = 0; start < size - 1; start++) {
    const last = Math.min(size, start + LONGEST_PIECE);
    let hash = 0x811c9dc5;
    for (let i = start; i < last; i++) {
      hash = step(hash, i === 0 || i === size - 1 ? SPACE : word.charCodeAt(i - 1));
      if (i > start) add(features, mix(hash + i - start), token);
    }
  }
}

function hashOf(word: string, salt: number): number {
  let hash = salt;
  for (let i = 0; i < word.length; i++) hash = step(hash, word.charCodeAt(i));
  return mix(hash);
}

/** FNV-1a, one UTF-16 unit at a time. */
function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** The finaliser of MurmurHash3: spreads what FNV leaves in the low bits. */
function mix(hash: number): number {
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
