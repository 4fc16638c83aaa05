import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { Pool } from 'pg';
import { takeCommands } from '../load/child.ts';

// The least that takes feedback durably: no keys, no checks, no verdict, no event. A process of its own, like the service.
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = fastify({ logger: false });
app.post('/v1/feedback', async (request, reply) => {
  const id = randomUUID();
  await pool.query({
    name: 'insert',
    text: 'INSERT INTO bench_baseline.feedback (id, body) VALUES ($1, $2)',
    values: [id, JSON.stringify(request.body)],
  });
  return reply.code(201).send({ id });
});
await app.listen({ port: 0, host: '127.0.0.1' });
takeCommands({ url: () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` });
