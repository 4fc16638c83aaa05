import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the range the system takes the ports of outgoing connections from: nothing else grabs one before the service does.
const lowest = 20_000;
const count = 12_000;
let next = lowest + Math.floor(Math.random() * count);

/** A port that is free now and that this process does not give out again. */
export async function reservePort(): Promise<number> {
  for (let attempt = 0; attempt < count; attempt += 1) {
    next = lowest + ((next - lowest + 1) % count);
    if (await isFree(next)) return next;
  }
  throw new Error(`no free port from ${lowest} to ${lowest + count}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false; // Taken by somebody else: the next one will do.
  } finally {
    server.close();
  }
}
