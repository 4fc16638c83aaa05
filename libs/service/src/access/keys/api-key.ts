import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 30 characters of 62: 178 bits. */
const secretLength = 30;
const checksumLength = 6;
const keyPattern = new RegExp(`^(hk_([a-z0-9-]{1,40})_[0-9A-Za-z]{${secretLength}})([0-9A-Za-z]{${checksumLength}})$`);

export const keyNamePattern = /^[a-z0-9-]{1,40}$/;

function base62(value: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < checksumLength; i += 1) {
    text = (alphabet[rest % 62] ?? '') + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

const checksum = (text: string): string => base62(crc32(text) >>> 0);

function randomSecret(): string {
  let text = '';
  while (text.length < secretLength) {
    // 248 = 4 x 62: using the bytes above would make some characters likelier than others.
    for (const byte of randomBytes(secretLength)) {
      if (byte < 248 && text.length < secretLength) text += alphabet[byte % 62];
    }
  }
  return text;
}

/** `hk_<name>_<secret><checksum>`, shown once and never stored. */
export function generateKey(name: string): string {
  if (!keyNamePattern.test(name)) throw new TypeError('A key name has 1 to 40 characters of a-z, 0-9 and -.');
  const body = `hk_${name}_${randomSecret()}`;
  return body + checksum(body);
}

export const hashKey = (key: string): Buffer => hash('sha256', key, 'buffer');

/** Name and hash of a well-formed key; undefined otherwise, so that typing errors never reach the database. */
export function parseKey(key: string): { readonly name: string; readonly hash: Buffer } | undefined {
  const match = keyPattern.exec(key);
  const [, body, name, sum] = match ?? [];
  if (!body || !name || sum !== checksum(body)) return undefined;
  return { name, hash: hashKey(key) };
}
