const columns = new Map<string, string>();

const columnOf = (property: string): string => {
  const known = columns.get(property);
  if (known) return known;
  const column = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columns.set(property, column);
  return column;
};

/** Rows as one JSON parameter with the names of the columns, for `jsonb_populate_recordset`: any number in one statement. */
export function rows(items: readonly object[]): string {
  return JSON.stringify(
    items.map((item) =>
      Object.fromEntries(Object.entries(item).map(([property, value]) => [columnOf(property), value])),
    ),
  );
}
