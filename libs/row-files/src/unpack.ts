import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './unreadable-file.ts';

export type Bytes = AsyncIterable<Buffer>;

export interface UnpackLimits {
  /** The most bytes of the unpacked file. */
  readonly maxBytes: number;
  /** The most bytes that one packed byte may become, above `freeBytes`: text packs to a twentieth, a zip bomb to a thousandth. */
  readonly maxRatio: number;
}

export const defaultUnpackLimits: UnpackLimits = { maxBytes: 64 * 1024 ** 3, maxRatio: 200 };
const freeBytes = 16 * 1024 ** 2;

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;
export const isZip = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b;

/** The bytes of a gzip file, unpacked as they are read. Throws UnreadableFile for a broken file and for a zip bomb. */
export async function* gunzip(packed: Bytes, limits = defaultUnpackLimits): AsyncGenerator<Buffer> {
  const { maxBytes, maxRatio } = limits;
  let packedBytes = 0;
  let unpackedBytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      packedBytes += chunk.length;
      done(null, chunk);
    },
  });
  const gunzipped = createGunzip();
  let failed: unknown;
  const running = pipeline(packed, counter, gunzipped).catch((error: unknown) => {
    failed = error;
  });
  try {
    for await (const chunk of gunzipped) {
      unpackedBytes += (chunk as Buffer).length;
      if (unpackedBytes > maxBytes || (unpackedBytes > freeBytes && unpackedBytes > packedBytes * maxRatio))
        throw new UnreadableFile('unpacks-too-large', 'unpacks to far more than a file of its size should');
      yield chunk as Buffer;
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const cause = failed ?? error;
    if (isZlibError(cause) || isZlibError(error)) throw new UnreadableFile('not-gzip', 'is not a complete gzip file');
    throw cause;
  } finally {
    gunzipped.destroy();
    await running;
  }
}

const isZlibError = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  /^Z_|^ERR_STREAM_PREMATURE/.test(String(error.code));
