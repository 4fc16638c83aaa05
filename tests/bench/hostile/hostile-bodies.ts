/** A body made to cost as much as possible. */
export interface HostileBody {
  readonly what: string;
  readonly path: string;
  readonly body: string;
}

const mib = 1024 * 1024;
const [single, batch] = ['/v1/feedback', '/v1/feedback/batch'];

/** So many of `piece` as fit into `bytes`, with commas between. */
const many = (piece: (n: number) => string, bytes: number): string => {
  const pieces: string[] = [];
  for (let length = 0, n = 0; ; n += 1) {
    const next = piece(n);
    length += next.length + 1;
    if (length > bytes) return pieces.join(',');
    pieces.push(next);
  }
};
const inItems = (items: string): string => `{"items":[${items}]}`;
const feedback = (n: number, text: string, more: object = {}): string =>
  JSON.stringify({
    ...{ source: 'hostile', id: `${n}-${Math.random()}`, customer: `c-${n % 50}`, method: 'survey', text },
    ...{ occurredAt: '2026-03-02T10:15:00Z', ...more },
  });

/** Up to 1 MiB for one, and up to 16 MiB for batches; each kind aims at another step of the way in. */
export const hostileBodies = (): HostileBody[] => [
  { what: 'items with NUL characters', path: batch, body: inItems(many(() => '{"x":"\\u0000"}', 15.9 * mib)) },
  { what: 'empty items', path: batch, body: inItems(many(() => '{}', 15.9 * mib)) },
  { what: 'lists in lists', path: batch, body: inItems(many(() => '[]', 4 * mib)) },
  { what: '1,000 items of 15 KiB of text', path: batch, body: inItems(textItems(15_500)) },
  { what: '1,000 items of three words', path: batch, body: inItems(textItems(20)) },
  { what: '1,000 items of unknown fields', path: batch, body: inItems(unknownItems(150)) },
  { what: 'one text of 15 MiB', path: batch, body: inItems(feedback(0, 'x'.repeat(15 * mib))) },
  { what: 'escapes', path: batch, body: inItems(`"${'\\u00e9'.repeat((15 * mib) / 6)}"`) },
  { what: 'deep', path: batch, body: '['.repeat(8 * mib) },
  { what: 'cut off', path: batch, body: inItems(textItems(8_000)).slice(0, 7 * mib) },
  { what: 'over the limit', path: batch, body: inItems(many(() => '{}', 17 * mib)) },
  { what: 'unknown fields', path: single, body: `{${many((n) => `"f${n}":1`, mib - 10)}}` },
  { what: 'many ratings', path: single, body: feedback(0, 'x', { answers: { ratings: Array(30_000).fill({}) } }) },
  { what: 'lists of a list', path: single, body: feedback(0, 'x', { attachments: [Array(9_000).fill({ a: [[]] })] }) },
  { what: 'a text of 1 MiB', path: single, body: feedback(0, 'word '.repeat(200_000)) },
];

const textItems = (length: number): string =>
  Array.from({ length: 1_000 }, (_, n) => feedback(n, 'the keys did not fit. '.repeat(length / 22 + 1))).join(',');

const unknownItems = (fields: number): string => {
  const names = Array.from({ length: fields }, (_, n) => `"f${n}":0`).join(',');
  return Array.from({ length: 1_000 }, () => `{${names}}`).join(',');
};
