type Row = Readonly<Record<string, unknown>>;

/** One JSON document per line. */
export function toNdjson(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/**
 * RFC 4180 with a header; nested fields are named by their path (`interval.low`), null is empty. Text that a
 * spreadsheet would run as a formula gets an apostrophe in front.
 */
export function toCsv(rows: readonly Row[]): string {
  const flat = rows.map((row) => new Map(flatten(row, '')));
  const header = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const lines = [header.map(quote), ...flat.map((row) => header.map((column) => toCell(row.get(column))))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function* flatten(value: Row, path: string): Generator<[string, unknown]> {
  for (const [key, field] of Object.entries(value)) {
    if (field !== null && typeof field === 'object') yield* flatten(field as Row, `${path}${key}.`);
    else yield [path + key, field];
  }
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  // The fullwidth forms too: East Asian spreadsheets treat them like the ASCII ones.
  return quote(/^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value);
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
