const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Turns time fields (`at`, `...At`, `...By`) of JSON from the database into Dates. */
export function withTimes<T>(json: T): T {
  return revive(json, '') as T;
}

function revive(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => revive(item, ''));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, revive(field, key)]));
  return typeof value === 'string' && /(?:^at|At|By)$/.test(name) && time.test(value) ? new Date(value) : value;
}
