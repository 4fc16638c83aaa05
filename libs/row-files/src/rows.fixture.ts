import type { FileRow } from './file-row.ts';
import { type ReadOptions, readRows } from './read-rows.ts';

/** All rows of a file whose bytes arrive in pieces. */
export async function rowsOf(file: string | Buffer, options: ReadOptions, pieceSize = 50_000): Promise<FileRow[]> {
  const bytes = Buffer.from(file as string);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
  const rows: FileRow[] = [];
  for await (const batch of readRows(pieces(), options)) rows.push(...batch.rows);
  return rows;
}
