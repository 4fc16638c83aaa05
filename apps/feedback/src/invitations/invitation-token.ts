import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link says. */
export interface InvitationToken {
  readonly invitationId: string;
  readonly expiresAt: Date;
}

const idBytes = 16;
const signedBytes = idBytes + 4;
// Half of a SHA-256, which nobody can guess (RFC 2104, section 5).
const macBytes = 16;

/** The id and the end of the invitation, in seconds, with their HMAC-SHA-256: 48 characters that fit into any address. */
export function createToken({ invitationId, expiresAt }: InvitationToken, key: Buffer): string {
  const signed = Buffer.alloc(signedBytes);
  signed.write(invitationId.replaceAll('-', ''), 0, 'hex');
  signed.writeUInt32BE(Math.floor(expiresAt.getTime() / 1000), idBytes);
  return Buffer.concat([signed, macOf(signed, key)]).toString('base64url');
}

/** Undefined for what was not signed with the key. An expired token is read all the same: the page can say so. */
export function readToken(token: string, key: Buffer): InvitationToken | undefined {
  const bytes = Buffer.from(token, 'base64url');
  // The second check refuses other spellings of the same bytes.
  if (bytes.length !== signedBytes + macBytes || bytes.toString('base64url') !== token) return undefined;
  const signed = bytes.subarray(0, signedBytes);
  if (!timingSafeEqual(macOf(signed, key), bytes.subarray(signedBytes))) return undefined;
  const hex = signed.toString('hex', 0, idBytes);
  const invitationId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { invitationId, expiresAt: new Date(signed.readUInt32BE(idBytes) * 1000) };
}

const macOf = (signed: Buffer, key: Buffer): Buffer =>
  createHmac('sha256', key).update('harken invitation ').update(signed).digest().subarray(0, macBytes);
