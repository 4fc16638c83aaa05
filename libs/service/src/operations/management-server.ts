import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export type Readiness = Readonly<Record<string, 'ok' | string>>;

export interface ManagementOptions {
  readonly host: string;
  readonly port: number;
  readonly metrics: Registry;
  /** The state of each part; anything but `ok` makes the service not ready. */
  readonly readiness: () => Promise<Readiness>;
}

export interface ManagementServer {
  readonly url: string;
  close(): Promise<void>;
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

async function handleRequest(
  path: string | undefined,
  options: ManagementOptions,
  response: ServerResponse,
): Promise<void> {
  switch (path?.split('?')[0]) {
    case '/health/live':
      return respond(response, 200, { status: 'live' });
    case '/health/ready': {
      const parts = await options.readiness();
      const ready = Object.values(parts).every((part) => part === 'ok');
      return respond(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', parts });
    }
    case '/metrics': {
      const text = await options.metrics.metrics();
      response.writeHead(200, { 'content-type': options.metrics.contentType });
      response.end(text);
      return;
    }
    default:
      return respond(response, 404, { status: 'not found' });
  }
}

/** Serves health and metrics on a separate port, which no proxy publishes. */
export async function startManagementServer(options: ManagementOptions): Promise<ManagementServer> {
  const server = createServer((request, response) => {
    handleRequest(request.url, options, response).catch((error: unknown) => {
      if (!response.headersSent) respond(response, 500, { status: error instanceof Error ? error.name : 'fault' });
    });
  });
  await listen(server, options.port, options.host);
  const { port } = server.address() as AddressInfo;
  return {
    url: urlOf(options.host, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });

/** A URL for clients on this machine. */
export function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
