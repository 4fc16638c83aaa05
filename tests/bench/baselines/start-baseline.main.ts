import { fastify } from 'fastify';
import { Kafka, logLevel } from 'kafkajs';
import { Pool } from 'pg';
import { takeCommands } from '../load/child.ts';

// The libraries that every service stands on, connected, and nothing of the service.
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
const producer = new Kafka({ clientId: 'harken-bench', brokers, logLevel: logLevel.NOTHING }).producer();
await Promise.all([pool.query('SELECT 1'), producer.connect()]);
const app = fastify({ logger: false });
app.get('/', () => ({ ready: true }));
await app.listen({ port: 0, host: '127.0.0.1' });
takeCommands({});
