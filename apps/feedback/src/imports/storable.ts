/** What a database keeps of a value from a file: without NUL and halves of characters, in texts and in names. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed() as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [storable(name), storable(part)])) as T;
}
