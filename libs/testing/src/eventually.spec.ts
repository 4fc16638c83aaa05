import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('gives the first value that does not throw', async () => {
    let calls = 0;
    const value = await eventually(
      () => {
        calls += 1;
        if (calls < 3) throw new Error('not yet');
        return calls;
      },
      { every: 1 },
    );
    expect(value).toBe(3);
  });

  it('names the last failure when time runs out', async () => {
    const never = () => {
      throw new Error('two rows instead of three');
    };
    await expect(eventually(never, { within: 20, every: 1 })).rejects.toThrow(/Not within 20 ms: two rows/);
  });

  it('takes false as not yet', async () => {
    await expect(eventually(() => false, { within: 5, every: 1 })).rejects.toThrow(/stayed false/);
  });
});
