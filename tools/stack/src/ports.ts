import { createServer } from 'node:net';

const tryListen = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
    );
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });

export const portIsFree = async (port: number, host = '127.0.0.1'): Promise<boolean> =>
  (await tryListen(port, host)) !== undefined;

export class PortInUse extends Error {
  readonly port: number;
  constructor(port: number, what: string, setting: string) {
    super(`Port ${port} for ${what} is in use. Stop what uses it, or set ${setting} to another port.`);
    this.name = 'PortInUse';
    this.port = port;
  }
}

export async function requireFreePort(port: number, what: string, setting: string, host?: string): Promise<void> {
  if (!(await portIsFree(port, host))) throw new PortInUse(port, what, setting);
}

export async function freePort(): Promise<number> {
  const port = await tryListen(0, '127.0.0.1');
  if (port === undefined) throw new Error('No free port on 127.0.0.1.');
  return port;
}
