import { describe, expect, it } from '@jest/globals';
import { continueTrace, traceIdOf } from './traceparent.ts';

const incoming = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('traceparent', () => {
  it('continues the trace of the caller with a span of our own', () => {
    const own = continueTrace(incoming);
    expect(traceIdOf(own)).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(own).not.toBe(incoming);
    expect(own).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it.each([undefined, '', 'x', incoming.toUpperCase(), `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`])(
    'begins a new trace for %j',
    (text) => {
      expect(continueTrace(text)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      expect(continueTrace(text)).not.toBe(continueTrace(text));
    },
  );
});
