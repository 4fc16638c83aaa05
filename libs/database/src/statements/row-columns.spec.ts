import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonParameter, textParameters } from './row-columns.ts';

const columns = [
  { property: 'eventId', name: 'event_id', type: 'text' },
  { property: 'segments', name: 'segments', type: 'text[]' },
  { property: 'details', name: 'details', type: 'jsonb' },
];
const textsOf = (...values: (string | null)[]) =>
  textParameters(
    columns.slice(0, 1),
    values.map((eventId) => ({ eventId })),
  )?.map(String);

describe('rows as texts', () => {
  it('come apart as they were, whatever is in them', () => {
    const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('', 'ö漢ไทย😀', '\n', '"{},\\')));
    fc.assert(
      fc.property(fc.array(text, { minLength: 2 }), (values) => {
        const [joined] = textsOf(...values) ?? [];
        expect(joined?.split('\u001e').map((value) => (value === '\u001f' ? null : value))).toEqual(values);
      }),
    );
  });

  it('hold arrays, documents, times and bytes as PostgreSQL reads them', () => {
    const row = { eventId: 'a', segments: ['vip', 'a "b" \\ c', null], details: { text: 'x' } };
    expect(textParameters(columns, [row])?.map(String)).toEqual([
      'a',
      String.raw`{"vip","a \"b\" \\ c",NULL}`,
      '{"text":"x"}',
    ]);
    expect(textsOf(new Date(0) as never)).toEqual(['1970-01-01T00:00:00.000Z']);
    expect(textsOf(Uint8Array.of(1, 255) as never)).toEqual(['\\x01ff']);
  });

  it('are given up where a value has the separator or the mark of null, or one empty text is all', () => {
    expect(textsOf('a\u001eb')).toBeUndefined();
    expect(textsOf('\u001f', 'a')).toBeUndefined();
    expect(textsOf('')).toBeUndefined();
    expect(textsOf('', 'a')).toBeDefined();
  });
});

it('rows as JSON have the names of the columns', () => {
  const json = jsonParameter(columns, [{ eventId: 'a', segments: [], details: null }]);
  expect(JSON.parse(json)).toEqual([{ event_id: 'a', segments: [], details: null }]);
});
