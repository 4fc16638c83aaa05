import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { takeCommands } from './child.ts';

// Takes everything and answers at once: what the generator does against it is the generator's own limit.
const body = JSON.stringify({ id: 'none', complaint: { verdict: 'none', reasons: [] }, padding: 'x'.repeat(500) });
const head = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(201, head).end(body));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
takeCommands({ url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
