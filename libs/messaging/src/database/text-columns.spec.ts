import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textColumns } from './text-columns.ts';

describe('texts by column', () => {
  it('come apart as they were, whatever is in them', () => {
    const text = fc.option(
      fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('\u001e', 'a\u001eb', '\n', '"{},\\')),
    );
    const column = fc.array(text, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(column, column, (...columns) => {
        const [separator, ...joined] = textColumns(columns);
        const apart = joined.map((one) =>
          one
            .toString()
            .split(String(separator))
            .map((value) => value || null),
        );
        expect(apart).toEqual(columns);
      }),
    );
  });

  it('are separated by an id where a text has the usual separator', () => {
    expect(textColumns([['a', null]])).toEqual(['\u001e', Buffer.from('a\u001e')]);
    expect(textColumns([['\u001e'], ['b']])[0]).toMatch(/^[0-9a-f-]{36}$/);
  });
});
