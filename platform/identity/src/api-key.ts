import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Says to people, and to programs that look for leaked secrets, what this is. */
const KIND = 'pk_live_';
const LOOKUP_CHARACTERS = 10;
/** 256 random bits: there is nothing to guess. */
const SECRET_CHARACTERS = 43;
const CHECKSUM_CHARACTERS = 6;

const API_KEY = new RegExp(
  `^(${KIND}[0-9A-Za-z]{${LOOKUP_CHARACTERS}})_[0-9A-Za-z]{${SECRET_CHARACTERS + CHECKSUM_CHARACTERS}}$`,
);

/** What is kept of an API key: its beginning, to find it by, and a hash of all of it. */
export interface ApiKeyDigest {
  /** Such as `pk_live_4bX…`: no secret, and unlike that of any other key. */
  readonly prefix: string;
  /** SHA-256, base64url. A plain hash will do for what is as random as this. */
  readonly hash: string;
}

/** A fresh key. Its text is shown to its owner once and kept nowhere. */
export function newApiKey(): ApiKeyDigest & { readonly text: string } {
  const unchecked = `${KIND}${randomText(LOOKUP_CHARACTERS)}_${randomText(SECRET_CHARACTERS)}`;
  const text = unchecked + checksumOf(unchecked);
  return { text, ...digestOf(text) };
}

/** Undefined for what is no key of ours: its form or checksum is wrong, so that nobody need be asked about it. */
export function parseApiKey(text: string): ApiKeyDigest | undefined {
  if (!API_KEY.test(text)) return undefined;
  const unchecked = text.slice(0, -CHECKSUM_CHARACTERS);
  return unchecked + checksumOf(unchecked) === text ? digestOf(text) : undefined;
}

function digestOf(text: string): ApiKeyDigest {
  return {
    prefix: text.slice(0, KIND.length + LOOKUP_CHARACTERS),
    hash: createHash('sha256').update(text).digest('base64url'),
  };
}

function randomText(characters: number): string {
  return Array.from({ length: characters }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Tells a key from one with a typing mistake. */
function checksumOf(text: string): string {
  let left = crc32(text);
  let checksum = '';
  for (let place = 0; place < CHECKSUM_CHARACTERS; place++) {
    checksum = ALPHABET[left % ALPHABET.length] + checksum;
    left = Math.floor(left / ALPHABET.length);
  }
  return checksum;
}
