import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

const sealedMark = 'sealed:';
const plainMark = 'plain:';
const ivBytes = 12;
const tagBytes = 16;

const keyOf = (passphrase: string): Buffer => createHash('sha256').update(passphrase).digest();

/** What is stored: AES-256-GCM under SECRETS_KEY, or plain without one. `iv` is 12 random bytes, new each time. */
export function sealSecret(secret: string, passphrase: string | undefined, iv: Uint8Array): string {
  if (!passphrase) return plainMark + secret;
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase), iv);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return sealedMark + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Throws when the key is missing or another one than it was sealed with. */
export function openSecret(stored: string, passphrase: string | undefined): string {
  if (stored.startsWith(plainMark)) return stored.slice(plainMark.length);
  if (!passphrase || !stored.startsWith(sealedMark))
    throw new TypeError('A secret is sealed and SECRETS_KEY is not set.');
  const bytes = Buffer.from(stored.slice(sealedMark.length), 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase), bytes.subarray(0, ivBytes));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
}
