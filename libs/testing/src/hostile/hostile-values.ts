import { type Schema, takesNull, typeOf } from './openapi.ts';

/** A value that broken or hostile clients send for a field, and whether it has to be refused. */
export interface HostileValue {
  readonly what: string;
  readonly value: unknown;
  readonly refused: boolean;
}

export const impossibleTimes = [
  '2026-03-02T10:15:00+16:00',
  '2026-03-02T10:15:00-23:59',
  '2026-02-30T10:15:00Z',
  '2026-04-31T10:15:00.000Z',
  '2025-02-29T00:00:00+08:00',
  '2026-13-01T00:00:00Z',
  '2026-03-02T24:00:00Z',
  '2026-03-02T10:15:60Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-03-02T10:15:00',
  '2026-W10-1T10:15:00Z',
  '2026-061T10:15:00Z',
  '02.03.2026 10:15',
  'Mon, 02 Mar 2026 10:15:00 GMT',
  'infinity',
  'now',
  '1772446500',
] as const;

const blanks = ['  ', '\t', '\u00a0', '\u200b'];
const wordsForNothing = ['null', 'undefined', 'NaN', '[object Object]'];
/** Fields that are ids of another system wherever they stand. */
const chosenIds = new Set(['source', 'customer', 'touchpoint', 'product', 'location', 'by', 'assignee', 'externalId']);

const types = [
  ['null', null],
  ['true', true],
  ['a number', 7.5],
  ['a text', 'some text'],
  ['an empty list', []],
  ['a list in a list', [[]]],
  ['a list of nothing', [null]],
  ['a list of lists of objects', [[{}, {}]]],
  ['an empty object', {}],
  ['an object in a list', [{}]],
  ['an unknown field', { noSuchField: 1 }],
  ['the name constructor', { constructor: 1 }],
  ['a number beyond all integers', 1e300],
  ['a negative number', -1],
] as const;

const unstorable = [
  ['the NUL character', 'a\0b'],
  ['half a surrogate pair', 'a\ud800b'],
] as const;

/** `fits` says whether the schema takes a value; what it does not take is refused, and some more that no schema can tell. */
export function hostileValues(name: string, schema: Schema, fits: (value: unknown) => boolean): HostileValue[] {
  const list: HostileValue[] = types.map(([what, value]) => {
    const allowed = value === null ? takesNull(schema) : fits(value);
    return { what, value, refused: !allowed };
  });
  for (const [what, value] of unstorable) list.push({ what, value, refused: true });
  if (typeOf(schema) === 'string' && !schema.enum) {
    for (const value of blanks) list.push({ what: `the blank ${JSON.stringify(value)}`, value, refused: true });
    for (const value of wordsForNothing)
      list.push({ what: `the word ${value}`, value, refused: chosenIds.has(name) || !fits(value) });
    for (const value of ['constructor', '__proto__', 'toString', "'; DROP TABLE x; --"])
      list.push({ what: `the text ${value}`, value, refused: !fits(value) });
    const long = 'x'.repeat((schema.maxLength ?? 50_000) + 1);
    list.push({ what: 'a long text', value: long, refused: schema.maxLength !== undefined || !fits(long) });
  }
  if (schema.format === 'date-time')
    for (const value of impossibleTimes) list.push({ what: `the time ${value}`, value, refused: true });
  if (schema.pattern?.startsWith('^\\d{4}-\\d{2}'))
    for (const value of ['2026-02-30', '2025-02-29', '0000-01-01', '9999-12-31'])
      list.push({ what: `the day ${value}`, value, refused: value !== '9999-12-31' });
  if (typeOf(schema) === 'array' && schema.maxItems !== undefined)
    list.push({ what: 'a long list', value: Array(schema.maxItems + 1).fill(null), refused: true });
  if (typeOf(schema) === 'object')
    for (const word of ['constructor', 'toString', 'hasOwnProperty', 'valueOf'])
      list.push({
        what: `a field named ${word}`,
        value: { [word]: { [word]: 1 } },
        refused: !fits({ [word]: { [word]: 1 } }),
      });
  return list;
}

/** Texts for a query parameter. */
export function hostileTexts(schema: Schema, isTime: boolean): { readonly text: string; readonly refused: boolean }[] {
  const one = schema.items ?? schema;
  const type = typeOf(one);
  const found: { text: string; refused: boolean }[] = [
    { text: '\0', refused: true },
    { text: 'x'.repeat(3_000), refused: type !== 'string' || one.maxLength !== undefined || isTime },
    { text: '', refused: isTime || type === 'integer' || type === 'number' || type === 'boolean' },
  ];
  for (const text of ['constructor', '__proto__', "' OR 1=1 --", 'null', '%', '\\', '"', '*', '('])
    found.push({ text, refused: isTime || (type !== 'string' && type !== undefined) || one.enum !== undefined });
  if (type === 'integer')
    for (const text of ['-1', '1.5', '1e3', '99999999999999999999', 'NaN', 'Infinity', '0x10', ' 1'])
      found.push({ text, refused: true });
  if (isTime) for (const text of impossibleTimes) found.push({ text, refused: true });
  return found;
}
