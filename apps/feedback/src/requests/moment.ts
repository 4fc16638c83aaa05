import { Invalid } from '@harken/errors';

const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/**
 * The moment that an RFC 3339 text names. Its form is checked before; this refuses what no calendar of ours holds:
 * leap seconds and years that only a typing error can mean.
 */
export function momentOf(text: string, pointer: string): Date {
  const moment = new Date(text);
  const ms = moment.getTime();
  if (ms >= earliest && ms < latest) return moment;
  throw new Invalid('request.invalid', 'The request has a fault.', [
    { pointer, code: 'out-of-range', detail: 'must be a time from 1900 to 2199, without a leap second' },
  ]);
}
