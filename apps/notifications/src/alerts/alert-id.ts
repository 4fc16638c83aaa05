import { createHash } from 'node:crypto';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the event, or one derived from it (RFC 9562, version 8), so that a repeat never makes a second alert. */
export function alertIdOf(event: { readonly source: string; readonly id: string }): string {
  if (uuid.test(event.id)) return event.id.toLowerCase();
  const bytes = createHash('sha256').update(`${event.source}\n${event.id}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
