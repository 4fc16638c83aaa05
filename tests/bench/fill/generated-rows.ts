// SQL for rows that look random and are the same in every run. `n` is the number of the row.

/** The columns of a row, each by the SQL expression that makes its value. */
export type Columns = Readonly<Record<string, string>>;

export const insertInto = (table: string, columns: Columns, from: string): string =>
  `INSERT INTO ${table} (${Object.keys(columns).join(', ')}) SELECT ${Object.values(columns).join(', ')} ${from}`;

/** Rows from the $1-th to the $2-th. */
export const rows = 'FROM generate_series($1::bigint, $2::bigint) AS n';

export const draw = (seed: number, below: number): string =>
  `(hashint8extended(n, ${seed}) & 1099511627775) % ${below}`;

export const pick = (seed: number, values: readonly string[]): string =>
  `(ARRAY[${values.map((value) => `'${value}'`).join(', ')}])[1 + ${draw(seed, values.length)}]`;

/** Of 1,000 products and 300 locations, each as often as the others. */
export const productOf = (seed: number): string => `'product-' || ${draw(seed, 1_000)}`;
export const locationOf = (seed: number): string => `'location-' || ${draw(seed, 300)}`;

export const idOf = (kind: number): string => `('0190000${kind}-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

export const firstDay = `timestamptz '2025-11-01 00:00Z'`;
const yearMs = 365 * 24 * 3_600_000;

/** The year from beginning to end in the order of rows, as records come in, give or take an hour. */
export const timestampOf = (seed: number): string =>
  `date_trunc('milliseconds', ${firstDay} + ((n - $1::bigint) * ${yearMs} / ($2::bigint - $1::bigint + 1) + ${draw(seed, 3_600_000)}) * interval '1 ms')`;
