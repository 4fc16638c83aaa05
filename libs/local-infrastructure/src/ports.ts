import { once } from 'node:events';
import { createServer } from 'node:net';
import getPort, { portNumbers } from 'get-port';

// The system takes the ports of outgoing connections from above this range: none of them grabs a port before its server.
const lowest = 20_000;
const highest = 31_999;

/** A port on 127.0.0.1 that is free now and that this process does not give out again. */
export function freePort(): Promise<number> {
  // Processes that ask at the same time look in different places.
  const first = lowest + Math.floor(Math.random() * (highest - lowest));
  const port = [...portNumbers(first, highest), ...portNumbers(lowest, first)];
  return getPort({ host: '127.0.0.1', port, reserve: true });
}

export async function portIsFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const server = createServer().listen({ port, host, exclusive: true });
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  } finally {
    await new Promise((closed) => server.close(closed));
  }
}

export async function requireFreePort(port: number, what: string, setting: string): Promise<void> {
  if (await portIsFree(port)) return;
  throw new Error(`Port ${port} for ${what} is in use. Stop what uses it, or set ${setting} to another port.`);
}
