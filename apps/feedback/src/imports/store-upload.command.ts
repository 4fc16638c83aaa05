import { createHash } from 'node:crypto';
import { newId } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import { importJobStore, type StoredFile } from './import-job.store.ts';

const chunkBytes = 1024 * 1024;

/** Stores a file while it arrives, chunk by chunk, each durable by itself: a file may take longer than a transaction should. */
export async function storeUpload(bytes: AsyncIterable<Buffer>, dataSource: DataSource): Promise<StoredFile> {
  const id = newId();
  await importJobStore.addFile(dataSource, id);
  const hash = createHash('sha256');
  let length = 0;
  let position = 0;
  try {
    for await (const chunk of chunksOf(bytes)) {
      hash.update(chunk);
      length += chunk.length;
      await importJobStore.addChunk(dataSource, id, position, chunk);
      position += 1;
    }
  } catch (error) {
    await importJobStore.deleteFile(dataSource, id);
    throw error;
  }
  return { id, bytes: length, digest: hash.digest('hex') };
}

async function* chunksOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of bytes) {
    parts.push(part);
    length += part.length;
    if (length < chunkBytes) continue;
    yield Buffer.concat(parts);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts);
}

/** Removes a file that no import came to need. */
export const discardUpload = (file: StoredFile, dataSource: DataSource): Promise<void> =>
  importJobStore.deleteFile(dataSource, file.id);
