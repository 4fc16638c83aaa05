import { Invalid, Stale } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { etagOf, noneMatch, readIfMatch } from './etag.ts';

describe('If-Match', () => {
  it('gives the version of the ETag, also when a proxy has weakened it', () => {
    expect(readIfMatch(etagOf(7))).toBe(7);
    expect(readIfMatch('W/"7"')).toBe(7);
    expect(readIfMatch(' "7" ')).toBe(7);
  });

  it('gives no version when it is missing or *', () => {
    expect(readIfMatch(undefined)).toBeUndefined();
    expect(readIfMatch('*')).toBeUndefined();
  });

  it.each(['7', '', '"7', 'w/"7"', '"7", "8"', '"a b"'])('refuses %j as malformed', (header) => {
    expect(() => readIfMatch(header)).toThrow(Invalid);
  });

  it.each(['"abc"', '""', '"-1"', '"99999999999999999999"'])('matches nothing with %j', (header) => {
    expect(() => readIfMatch(header)).toThrow(Stale);
  });
});

describe('If-None-Match', () => {
  it('compares weakly and takes lists', () => {
    expect(noneMatch('"6", W/"7"', '"7"')).toBe(false);
    expect(noneMatch('*', '"7"')).toBe(false);
    expect(noneMatch('"6"', '"7"')).toBe(true);
    expect(noneMatch(undefined, '"7"')).toBe(true);
  });
});
