import { fastify } from 'fastify';
import { Pool } from 'pg';
import { kafkaClient } from '../kafka.ts';
import { takeCommands } from '../load/child.ts';

// The libraries that every service stands on, connected, and nothing of the service.
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const producer = kafkaClient().producer();
await Promise.all([pool.query('SELECT 1'), producer.connect()]);
const app = fastify({ logger: false });
app.get('/', () => ({ ready: true }));
await app.listen({ port: 0, host: '127.0.0.1' });
takeCommands({});
