import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { isUploading } from '../request/upload.ts';
import { problemDocument } from '../response/problem-document.ts';

const knownErrors: Readonly<Record<string, readonly [number, string, string, string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    'headers.too-large',
    'The headers are larger than 16 KiB.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'request.too-slow', 'The request took too long to arrive.'],
};
const malformed = [400, 'Bad Request', 'request.malformed', 'This is not HTTP.'] as const;

/** Sends a problem for input that is not valid HTTP, then closes the connection. */
export function handleClientError(error: { readonly code?: string }, socket: Socket): void {
  // It has a limit of its own, see `beginUpload`.
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isUploading(socket)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, phrase, code, detail] = knownErrors[error.code ?? ''] ?? malformed;
  const body = JSON.stringify(problemDocument(status, code, detail, randomUUID()));
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\ncontent-type: application/problem+json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
