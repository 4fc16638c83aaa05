import { describe, expect, it } from '@jest/globals';
import { publishableUpTo } from './publishable.ts';

const numbers = { xmax: 1_000n, xmin: 400n, seq: 77n };

describe('the publishable part of the outbox', () => {
  it('is everything drawn so far if no transaction writes, however old the others are', () => {
    expect(publishableUpTo(numbers, [])).toEqual({ horizon: 1_000n, seq: 77n });
  });

  it('ends below the oldest writer', () => {
    expect(publishableUpTo(numbers, [{ xid: 990n }, { xid: 950n }])).toEqual({ horizon: 950n, seq: 77n });
  });

  it('falls back to the oldest transaction of all when a writer shows no number', () => {
    expect(publishableUpTo(numbers, [{ xid: 990n }, { xid: null }]).horizon).toBe(400n);
  });

  it('knows on which side of a wraparound a writer is', () => {
    const epoch = 1n << 32n;
    expect(publishableUpTo({ ...numbers, xmax: 5n * epoch + 10n }, [{ xid: epoch - 3n }]).horizon).toBe(
      5n * epoch - 3n,
    );
    expect(publishableUpTo({ ...numbers, xmax: 5n * epoch - 10n }, [{ xid: 3n }]).horizon).toBe(5n * epoch - 10n);
  });
});
