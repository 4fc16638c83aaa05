const maxEntries = 10_000;

/** Caches the results of `make` by its argument; clears the cache when it is full. */
export function memoize<T>(make: (text: string) => T): (text: string) => T {
  const cache = new Map<string, T>();
  return (text) => {
    const cached = cache.get(text);
    if (cached !== undefined) return cached;
    if (cache.size >= maxEntries) cache.clear();
    const result = make(text);
    cache.set(text, result);
    return result;
  };
}
