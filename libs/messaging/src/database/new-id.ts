import { randomFillSync } from 'node:crypto';

const bytesEach = 10;
// Drawn in large portions: asking the system for ten bytes costs as much as asking for thousands.
const pool = Buffer.allocUnsafe(bytesEach * 512);
let used = pool.length;
let last = 0;
let sequence = 0;

/** A UUIDv7. Ids of one process ascend: within a millisecond by a counter that begins at random (RFC 9562, 6.2). */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const at = used;
  used += bytesEach;
  const now = Date.now();
  if (now > last) {
    last = now;
    sequence = pool.readUInt32BE(at) >>> 2;
  } else if (++sequence === 0x4000_0000) {
    last += 1;
    sequence = 0;
  }
  const time = last.toString(16).padStart(12, '0');
  // 12 bits after the version and 14 after the variant are the counter's head, four more bits of it follow.
  const third = (0x7000 | (sequence >>> 18)).toString(16);
  const fourth = (0x8000 | ((sequence >>> 4) & 0x3fff)).toString(16);
  const rest = ((sequence & 0xf) << 4) | (pool.readUInt8(at + 4) & 0xf);
  const tail = `${rest.toString(16).padStart(2, '0')}${pool.toString('hex', at + 5, at + 10)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${third}-${fourth}-${tail}`;
}
