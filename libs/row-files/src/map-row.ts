import { convert } from './convert.ts';
import { isPlace, type MappedField, type Mapping, typeOf } from './mapping.ts';

type Values = Readonly<Record<string, unknown>>;
export type MapRow = (values: Values) => Record<string, unknown>;

type Container = Record<string, unknown> | unknown[];

/**
 * Makes the function that turns the values of a row into a record. A field without a value is left out. It checks
 * nothing: the record goes through the same checks as one that comes by REST.
 */
export function rowMapper(mapping: Mapping, columns: readonly string[] | null): MapRow {
  const zone = mapping.zone ?? 'utc';
  const filled = mapping.fields.filter(({ columns: from }) => from?.length).map((one) => readerOf(one, columns, zone));
  const constants = mapping.fields
    .filter(({ columns: from }) => !from?.length)
    .map((one) => ({ steps: one.field.split('.'), constant: fixedValue(one.constant, one, zone) }));
  const named = new Set(mapping.fields.flatMap(({ columns: from }) => (from ?? []).map(folded)));
  const { otherColumns } = mapping;
  return (values) => {
    const record: Record<string, unknown> = {};
    for (const { steps, read } of filled) {
      const value = read(values);
      if (value !== undefined) put(record, steps, value);
    }
    for (const { steps, constant } of constants) if (hasEntry(record, steps)) put(record, steps, constant);
    if (otherColumns !== undefined) {
      const others = Object.entries(values).filter(([column, value]) => value !== '' && !named.has(folded(column)));
      if (others.length > 0)
        record[otherColumns] = { ...(record[otherColumns] as object), ...Object.fromEntries(others) };
    }
    return withoutGaps(record) as Record<string, unknown>;
  };
}

const fixedValue = (text: string | undefined, one: MappedField, zone: string): unknown =>
  text === undefined ? undefined : convert(text, typeOf(one.field, one.type), one, zone);

/** Columns are the same whatever their case: exports of one system differ in it. */
const folded = (column: string): string => column.toLowerCase();

function readerOf(one: MappedField, columns: readonly string[] | null, zone: string) {
  const steps = one.field.split('.');
  const type = typeOf(one.field, one.type);
  const byFolded = new Map((columns ?? []).map((column) => [folded(column), column]));
  const from = (one.columns ?? []).map((column) => byFolded.get(folded(column)) ?? column);
  const otherwise = fixedValue(one.otherwise, one, zone);
  const known = one.values && new Map(Object.entries(one.values).map(([key, value]) => [folded(key), value]));
  return {
    steps,
    read(values: Values): unknown {
      for (const column of from) {
        const given = values[column];
        const text = typeof given === 'string' ? given.trim() : given;
        if (text === undefined || text === null || text === '') continue;
        const value = known ? translated(known, text) : text;
        if (value === undefined) continue;
        return typeof value === 'string' && value === text ? convert(value, type, one, zone) : value;
      }
      return otherwise;
    },
  };

  function translated(all: ReadonlyMap<string, unknown>, text: unknown): unknown {
    const key = folded(String(text));
    if (all.has(key)) return all.get(key);
    return one.otherValues === 'leave-out' ? undefined : text;
  }
}

function put(record: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  let at: Container = record;
  for (const [index, step] of steps.slice(0, -1).entries()) {
    const next: unknown = (at as Record<string, unknown>)[step];
    if (typeof next === 'object' && next !== null) at = next as Container;
    else {
      const made: Container = isPlace(steps[index + 1] ?? '') ? [] : {};
      (at as Record<string, unknown>)[step] = made;
      at = made;
    }
  }
  (at as Record<string, unknown>)[steps.at(-1) ?? ''] = value;
}

/** Whether the list entry that the field belongs to has been filled; true for a field in no list. */
function hasEntry(record: Record<string, unknown>, steps: readonly string[]): boolean {
  const last = steps.findLastIndex(isPlace);
  let at: unknown = record;
  for (const step of steps.slice(0, last + 1)) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Record<string, unknown>)[step];
  }
  return at !== undefined;
}

/** Lists without the entries that no column of this row has filled. */
function withoutGaps(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(withoutGaps);
  for (const [name, item] of Object.entries(value))
    if (typeof item === 'object') (value as Record<string, unknown>)[name] = withoutGaps(item);
  return value;
}
