import { randomBytes } from 'node:crypto';

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const zero = /^0+$/;

/** Our own part of the caller's trace, or of a new one when the caller sent none that can be used (W3C Trace Context). */
export function continueTrace(incoming: string | undefined): string {
  const [, trace, parent, flags] = pattern.exec(incoming ?? '') ?? [];
  const span = randomBytes(8).toString('hex');
  if (trace && parent && flags && !zero.test(trace) && !zero.test(parent)) return `00-${trace}-${span}-${flags}`;
  return `00-${randomBytes(16).toString('hex')}-${span}-01`;
}

export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
