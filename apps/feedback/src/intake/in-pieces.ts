/** So much of a batch is stored by one statement: some 10 ms in which nothing else runs. Less would be more round trips. */
const pieceSize = 1_048_576;

/** Roughly the length of a value as JSON, without making it. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 2;
  for (const name in value) size += name.length + 4 + sizeOf((value as Record<string, unknown>)[name]);
  return size;
}

/** The items in their order, in pieces of some 1 MiB; one of them when they are few. */
export function inPieces<T>(items: readonly T[], size = pieceSize): T[][] {
  const pieces: T[][] = [];
  let piece: T[] = [];
  let filled = 0;
  for (const item of items) {
    const own = sizeOf(item);
    if (piece.length > 0 && filled + own > size) {
      pieces.push(piece);
      [piece, filled] = [[], 0];
    }
    piece.push(item);
    filled += own;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}
