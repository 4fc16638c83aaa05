import { randomFillSync } from 'node:crypto';

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const zero = /^0+$/;

// Drawn in large portions: asking the system for a few bytes costs as much as asking for thousands.
const pool = Buffer.allocUnsafe(4_096);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}

/** Our own part of the caller's trace, or of a new one when the caller sent none that can be used (W3C Trace Context). */
export function continueTrace(incoming: string | undefined): string {
  const [, trace, parent, flags] = pattern.exec(incoming ?? '') ?? [];
  const span = randomHex(8);
  if (trace && parent && flags && !zero.test(trace) && !zero.test(parent)) return `00-${trace}-${span}-${flags}`;
  return `00-${randomHex(16)}-${span}-01`;
}

export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
