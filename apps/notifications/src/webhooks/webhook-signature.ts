import { createHmac, createSecretKey } from 'node:crypto';
import { memoize } from './memoize.ts';

export const secretPrefix = 'whsec_';

/** 32 random bytes as Standard Webhooks writes a secret. */
export const formatSecret = (bytes: Uint8Array): string => `${secretPrefix}${Buffer.from(bytes).toString('base64')}`;

/**
 * Headers of Standard Webhooks 1.0 (standardwebhooks.com). `id` is the alert's, the same in every attempt;
 * with several secrets (rotation) there is a signature by each.
 */
export function signedHeaders(
  id: string,
  sentAt: Date,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signatures = secrets.map((secret) => `v1,${sign(`${id}.${timestamp}.${body}`, secret)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

const sign = (content: string, secret: string): string =>
  createHmac('sha256', keyOf(secret)).update(content).digest('base64');

// Memoized: making the key costs several times what signing does.
const keyOf = memoize((secret) => createSecretKey(Buffer.from(secret.slice(secretPrefix.length), 'base64')));
