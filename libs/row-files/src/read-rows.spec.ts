import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { FileRow } from './file-row.ts';
import { type ReadOptions, readRows } from './read-rows.ts';
import { rowsOf } from './rows.fixture.ts';
import { UnreadableFile } from './unreadable-file.ts';

const csv = (text: string | Buffer, options: Partial<ReadOptions> = {}) => rowsOf(text, { format: 'csv', ...options });
const ids = (rows: readonly FileRow[]) => rows.map(({ values, fault }) => (fault ? fault.code : values?.id));

describe('rows of a CSV file', () => {
  it('are the same however the bytes arrive', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'ü', 'ก', '中', '"', ',', '\n', '\r\n', ' ', ';') });
    const table = fc.array(fc.tuple(fc.nat().map(String), field, field), { minLength: 1, maxLength: 20 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, size) => {
        const text = ['id,a,b', ...rows.map((row) => row.map(quoted).join(','))].join('\r\n');
        const read = await csv(text, {}),
          pieces = await rowsOf(text, { format: 'csv' }, size);
        expect(pieces).toEqual(read);
        expect(read.map(({ original }) => original)).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });

  it('know the delimiter from the header', async () => {
    for (const delimiter of [',', ';', '\t', '|'])
      expect(ids(await csv(`id${delimiter}text\n1${delimiter}"a, b; c"`))).toEqual(['1']);
  });

  it('begin after a byte order mark, with any line breaks, and skip empty lines', async () => {
    for (const lineBreak of ['\n', '\r\n', '\r'])
      expect(ids(await csv(['\ufeffid,text', '1,a', '', ',', '2,b', ''].join(lineBreak)))).toEqual(['1', '2']);
  });

  it('keep their neighbours when a quote is never closed', async () => {
    const rows = await csv('id,text\n1,a\n2,"b\n3,c\n4,"d ""quoted"""\n5,"e\nf"\n6,g');
    expect(ids(rows)).toEqual(
      ['1', 'quote-not-closed', '3', '4', '5', '6'].map((id, at) => (at === 1 ? rows[1]?.fault?.code : id)),
    );
    expect(rows[1]?.fault?.code).toMatch(/^(quote-not-closed|text-after-quote)$/);
    expect(rows[1]).toMatchObject({ line: 3, original: ['2,"b'] });
    expect(rows[4]?.values).toMatchObject({ text: 'e\nf' });
  });

  it('keep their neighbours when text follows a quote, and when fields are missing or too many', async () => {
    const rows = await csv('id,text\n1,"a" b\n2,c\n3\n4,d,e\n5,5" pipe\n6,f');
    expect(ids(rows)).toEqual(['text-after-quote', '2', 'wrong-field-count', 'wrong-field-count', '5', '6']);
    expect(rows[4]?.values).toMatchObject({ text: '5" pipe' });
  });

  it('never crash and never lose what stands between sound lines', async () => {
    const noise = fc.string({ unit: fc.constantFrom('"', '""', ',', 'a', '\r', '\t', '\0', '=1+1') });
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { maxLength: 6 }), async (lines) => {
        const rows = await csv(['id,text', 'first,x', ...lines, 'last,y'].join('\n'));
        const found = rows.flatMap(({ original }) => original).join(' ');
        expect(found).toContain('first');
        expect(found).toContain('last');
      }),
      { numRuns: 300 },
    );
  });

  it('leave out a line of 100 MB, in flat memory', async () => {
    // One piece again and again: the memory is the reader's, not the test's.
    const piece = Buffer.alloc(1024 * 1024, 'x');
    async function* file() {
      yield Buffer.from('id,text\n1,a\n2,');
      for (let part = 0; part < 100; part += 1) yield piece;
      yield Buffer.from('\n3,c\n');
    }
    const before = process.memoryUsage().rss;
    const rows: FileRow[] = [];
    for await (const batch of readRows(file(), { format: 'csv' })) rows.push(...batch.rows);
    expect(ids(rows)).toEqual(['1', 'too-long', '3']);
    expect(rows[1]?.original[0]?.length).toBeLessThanOrEqual(1_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
  });

  it('go on after the row that was read last', async () => {
    const text = `id,text\n${Array.from({ length: 2_000 }, (_, at) => `${at + 1},"a\nb"`).join('\n')}`;
    const rows = await csv(text, { after: 1_990 });
    expect(ids(rows)).toEqual(Array.from({ length: 10 }, (_, at) => String(1_991 + at)));
    expect(rows[0]?.number).toBe(1_991);
  });

  it('need a header with names that differ', async () => {
    await expect(csv('')).rejects.toMatchObject({ code: 'no-header' });
    await expect(csv('id,a,a\n1,2,3')).rejects.toMatchObject({ code: 'repeated-column' });
  });

  it('say which bytes do not fit the encoding', async () => {
    const bytes = Buffer.concat([Buffer.from('id,text\n1,'), iconv.encode('ไทย', 'windows-874'), Buffer.from('\n2,b')]);
    expect(ids(await csv(bytes))).toEqual(['wrong-characters', '2']);
  });
});

describe('rows of an NDJSON file', () => {
  it('are objects, each line by itself', async () => {
    const rows = await rowsOf('{"id":"1"}\n\n[1]\n{"id":\n{"id":"2"}', { format: 'ndjson' });
    expect(ids(rows)).toEqual(['1', 'not-json', 'not-json', '2']);
    expect(rows[2]).toMatchObject({ line: 4, original: ['{"id":'] });
  });
});

describe('a packed file', () => {
  it('is unpacked as it is read', async () => {
    expect(ids(await csv(gzipSync('id,text\n1,a')))).toEqual(['1']);
  });

  it('that is no complete gzip is refused', async () => {
    await expect(csv(gzipSync('id,text\n1,abcdefghijkl').subarray(0, 20))).rejects.toMatchObject({ code: 'not-gzip' });
    await expect(csv(Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))).rejects.toMatchObject({
      code: 'not-gzip',
    });
  });

  it('that is a bomb is refused before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('id,text\n1,'), Buffer.alloc(200 * 1024 * 1024)]));
    const before = process.memoryUsage().rss;
    await expect(csv(bomb)).rejects.toMatchObject({ code: 'unpacks-too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });
});

describe('rows of a workbook', () => {
  const workbook = async (rows: readonly unknown[][]): Promise<Buffer> => {
    const book = new exceljs.Workbook();
    book.addWorksheet('Export').addRows(rows as unknown[][]);
    return Buffer.from(await book.xlsx.writeBuffer());
  };

  it('are those of the first sheet, as texts', async () => {
    const rich = { richText: [{ text: 'nobody ' }, { text: 'called' }] };
    const file = await workbook([
      ['id', 'at', 'nps', 'text', 'link', 'sum'],
      [
        '1',
        new Date(Date.UTC(2026, 2, 2, 9, 15)),
        7,
        rich,
        { text: 'a', hyperlink: 'https://a.test' },
        { formula: '1+1', result: 2 },
      ],
      [],
      ['2'],
    ]);
    const rows = await rowsOf(file, { format: 'xlsx' });
    expect(rows.map(({ values }) => ({ ...values }))).toEqual([
      { id: '1', at: '2026-03-02T09:15:00', nps: '7', text: 'nobody called', link: 'a', sum: '2' },
      { id: '2' },
    ]);
    expect(rows[1]).toMatchObject({ number: 2, line: 4 });
  });

  it('are refused when the file is none, or a bomb', async () => {
    await expect(rowsOf('PK\u0003\u0004 nothing', { format: 'xlsx' })).rejects.toMatchObject({ code: 'not-xlsx' });
    const bomb = await workbook([['id'], ...Array.from({ length: 90 }, (_, at) => [`${at}${'a'.repeat(32_000)}`])]);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const large = await workbook([['id'], ...Array.from({ length: 2_000 }, (_, at) => [`${at}${'a'.repeat(30_000)}`])]);
    await expect(rowsOf(large, { format: 'xlsx' })).rejects.toMatchObject({ code: 'unpacks-too-large' });
  });

  it('are refused as a whole, never as a crash, whatever the bytes', async () => {
    const sound = await workbook([['id'], ['1']]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        async (changes) => {
          const broken = Buffer.from(sound);
          for (const [at, byte] of changes) broken[at] = byte;
          await rowsOf(broken, { format: 'xlsx' }).catch((error) => expect(error).toBeInstanceOf(UnreadableFile));
        },
      ),
      { numRuns: 60 },
    );
  });
});
