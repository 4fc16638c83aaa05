import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

const read = (...args: readonly string[]) => readOptions(args, 77);

describe('the options of a run', () => {
  it('are those of the short form without options, with the seed that was drawn', () => {
    expect(read()).toMatchObject({ seed: 77, events: 20_000, customers: 5_000, faults: 10, form: 'short' });
    expect(read('--seed', '3')).toMatchObject({ seed: 3 });
  });

  it('make a long form of many events: slower faults, load as fast as it is answered', () => {
    expect(read('--events', '1000000', '--faults', '100')).toMatchObject({ form: 'long', rate: 0, faults: 100 });
  });

  it('let two versions stand side by side without faults', () => {
    expect(read('--versions')).toMatchObject({ versions: 'HEAD~1', faults: 0 });
    expect(read('--versions', 'v1', '--faults', '3')).toMatchObject({ versions: 'v1', faults: 3 });
  });

  it('check the rig itself against all broken builds, or some', () => {
    expect(read().selfcheck).toBeUndefined();
    expect(read('--selfcheck').selfcheck).toEqual([]);
    expect(read('--broken', 'inbox-off,sound').selfcheck).toEqual(['inbox-off', 'sound']);
  });

  it('refuse what is none', () => {
    expect(() => read('--events', 'many')).toThrow('--events');
    expect(() => read('--kinds', 'earthquake')).toThrow('No such fault: earthquake');
  });
});
