/** Bodies up to here have memory of their own: so many of them come at once, and each is gone soon. */
const ownBytes = 1_048_576;

let shared: Buffer | undefined;
let lent = false;

/** Memory for one body, and what gives it back. */
export interface BodyMemory {
  readonly bytes: Buffer;
  readonly release: () => void;
}

/**
 * Large bodies are read one after the other (`readLargeBodiesInTurn`), so they share one piece of memory: new memory for
 * each would stay until the collector comes, many times the size of a body. Nobody may keep `bytes` after `release`.
 */
export function memoryForBody(length: number): BodyMemory {
  if (length <= ownBytes || lent) return { bytes: Buffer.allocUnsafe(length), release: () => undefined };
  if (!shared || shared.length < length) shared = Buffer.allocUnsafeSlow(length);
  lent = true;
  let released = false;
  const release = (): void => {
    if (released) return;
    released = true;
    lent = false;
  };
  return { bytes: shared.subarray(0, length), release };
}
