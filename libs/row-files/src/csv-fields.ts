import { parse } from 'csv-parse/sync';

/** The fields of records, each a text that is complete: see `RecordSplitter`. */
export function csvFields(records: readonly string[], delimiter: string): string[][] {
  const options = {
    delimiter,
    record_delimiter: '\n',
    // A quote inside of a field that has none around it is a part of it: 5" pipe.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: 0,
  };
  if (records.every((record) => record !== '')) {
    const rows = parse(records.join('\n'), options) as string[][];
    if (rows.length === records.length) return rows;
  }
  // Something was not read as one record: each by itself.
  return records.map((record) => (record === '' ? [''] : ((parse(record, options) as string[][])[0] ?? [''])));
}

const delimiters = [',', ';', '\t', '|'];

/** The delimiter that stands most often in the header, outside of quotes. */
export function delimiterOf(header: string): string {
  const plain = header.replace(/"[^"]*"/g, '');
  const counts = delimiters.map((delimiter) => plain.split(delimiter).length - 1);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}
