import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

const headEnd = Buffer.from('\r\n\r\n');

/**
 * One keep-alive connection, one request at a time, with no more work per request than it needs: a generator must cost
 * little on the processors that it shares with what it measures.
 */
export class HttpConnection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    const lost = (error?: Error) => this.#waiting?.reject(error ?? new Error('the connection was closed'));
    socket.on('error', lost).on('close', () => lost());
  }

  static async open(url: string): Promise<HttpConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new HttpConnection(socket);
  }

  send(request: string | Buffer): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headLength = this.#received.indexOf(headEnd);
    if (headLength < 0) return;
    const head = this.#received.toString('latin1', 0, headLength);
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
    const status = Number(head.slice(9, 12));
    if (length === undefined && status !== 204) {
      this.#fail(new Error(`an answer without length: ${head}`));
      return;
    }
    const end = headLength + headEnd.length + Number(length ?? 0);
    if (this.#received.length < end) return;
    const body = this.#received.toString('utf8', headLength + headEnd.length, end);
    this.#received = this.#received.subarray(end);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status, body });
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#socket.destroy();
  }
}

export interface RequestHead {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly key?: string | undefined;
}

/** The request up to its body. */
export const requestHead = ({ method, path, key }: RequestHead, bodyBytes: number): string =>
  [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    ...(key ? [`Authorization: Bearer ${key}`] : []),
    ...(method === 'POST' ? ['Content-Type: application/json', `Content-Length: ${bodyBytes}`] : []),
    '\r\n',
  ].join('\r\n');
