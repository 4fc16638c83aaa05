import { describe, expect, it } from '@jest/globals';
import { replaced } from './replaced.ts';

describe('breaking a module', () => {
  it('exchanges one piece', () => {
    expect(replaced('publish(); mark();', { find: 'publish();', by: '' }, 'relay.js')).toBe(' mark();');
  });

  it('throws when the piece is not there any more, or there twice', () => {
    expect(() => replaced('send();', { find: 'publish();', by: '' }, 'relay.js')).toThrow('relay.js holds 0 times');
    expect(() => replaced('a a', { find: 'a', by: 'b' }, 'relay.js')).toThrow('relay.js holds 2 times');
  });
});
