import type { EntitySchema } from 'typeorm';

export type JsonRow = Readonly<Record<string, unknown>>;

/** A row that came as JSON, with the property names and Dates that TypeORM would give it. */
export function fromJson<T>(table: EntitySchema<T>, row: JsonRow): T {
  const fields = Object.entries(table.options.columns).map(([property, column]) => {
    const { name = property, type } = column as { name?: string; type: unknown };
    const value = row[name] ?? null;
    return [property, type === 'timestamptz' && value !== null ? new Date(String(value)) : value];
  });
  return Object.fromEntries(fields) as T;
}
