import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { Invalid, invalidRequest, TooLarge } from '@harken/errors';
import type { FastifyRequest } from 'fastify';

export interface UploadedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Readable;
}

export interface Upload<T> {
  /** The fields of the form, wherever they stand. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: T;
}

const uploading = new WeakSet<Socket>();

/** While a file arrives, its connection is ended only when nothing comes for `idleMs`: a large file takes its time. */
export function beginUpload({ raw }: FastifyRequest, idleMs: number): void {
  uploading.add(raw.socket);
  raw.setTimeout(idleMs);
}

export function endUpload({ raw }: FastifyRequest): void {
  uploading.delete(raw.socket);
}

export const isUploading = (socket: Socket): boolean => uploading.has(socket);

/**
 * Reads the form of an `@Upload()` route: its fields, and the file in the field `file`, which `store` reads while it
 * arrives. What `store` throws is thrown; a form that is broken, or larger than `maxBytes`, is an Invalid or TooLarge.
 */
export async function readUpload<T>(
  request: FastifyRequest,
  { maxBytes, store }: { readonly maxBytes: number; store(file: UploadedFile): Promise<T> },
): Promise<Upload<T>> {
  if (!request.isMultipart())
    throw invalidRequest([{ pointer: '', code: 'wrong-type', detail: 'must be multipart/form-data with a file' }]);
  const fields: Record<string, string> = {};
  let stored: { readonly file: T } | undefined;
  try {
    for await (const part of request.parts({
      limits: { fileSize: maxBytes, files: 1, fields: 50, fieldSize: 10_000 },
    })) {
      if (part.type === 'field') {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      if (part.fieldname !== 'file') throw fieldUnknown(part.fieldname);
      stored = { file: await store({ name: part.filename, mediaType: part.mimetype, bytes: part.file }) };
      if (part.file.truncated) throw tooLarge(maxBytes);
    }
  } catch (error) {
    if (codeOf(error) === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge(maxBytes);
    if (codeOf(error)?.startsWith('FST_') || isFormError(error))
      throw new Invalid('body.malformed', 'The body is not a complete multipart form.');
    throw error;
  }
  if (!stored) throw invalidRequest([{ pointer: '/file', code: 'required', detail: 'is required' }]);
  return { fields, file: stored.file };
}

const codeOf = (error: unknown): string | undefined => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
};

/** Errors of the parser of forms have no class of their own. */
const isFormError = (error: unknown): boolean =>
  codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE' ||
  /multipart|boundary|part terminated|malformed part/i.test(String((error as { message?: unknown } | null)?.message));

const tooLarge = (maxBytes: number) => new TooLarge('body.too-large', `The file is larger than ${maxBytes} bytes.`);
const fieldUnknown = (name: string) =>
  invalidRequest([
    { pointer: `/${name}`, code: 'unknown-field', detail: 'is not known; the file belongs into `file`' },
  ]);
