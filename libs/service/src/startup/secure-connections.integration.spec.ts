import { ComplaintOpened, happened, topics } from '@harken/contracts';
import { createDataSource, type DatabaseSsl, tlsOptions } from '@harken/database';
import { ensureTopics, messagingMigrations, newId, on, outbox, readTopic } from '@harken/messaging';
import { eventually, provision, type SecureInfrastructure, startSecureInfrastructure } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '../definition/service-definition.ts';
import { bootService } from './boot-service.ts';
import { migrateAccess, migrateSchema, serviceMigrations } from './migrate.ts';

jest.setTimeout(60_000);

@Module({})
class EmptyModule {}

const received: string[] = [];
const definition: ServiceDefinition = {
  ...{ name: 'feedback', title: 'Listener', description: 'It only listens.', port: 0, module: EmptyModule },
  ...{ entities: [], migrations: [] },
  subscriptions: [
    on(ComplaintOpened, async ({ subject }) => {
      received.push(subject);
    }),
  ],
};

describe('with a broker that demands SASL over TLS and a database that demands TLS (case 41)', () => {
  let secure: SecureInfrastructure;
  let ssl: DatabaseSsl;
  let urlOf: (role: string) => string;
  beforeAll(async () => {
    secure = await startSecureInfrastructure();
    ssl = { mode: 'verify-full', ca: secure.ca };
    const { adminUrl } = secure;
    const provisioning = { adminUrl, database: 'secure', services: ['feedback'], passwordOf: () => 'test' };
    ({ urlOf } = await provision({ ...provisioning, ssl: tlsOptions(ssl) }));
    await migrateAccess(urlOf('access_owner'), ssl);
    await migrateSchema('feedback', urlOf('feedback_owner'), [...messagingMigrations, ...serviceMigrations], ssl);
    await ensureTopics(kafka('plain'), topics);
  });
  afterAll(() => secure?.stop());

  const kafka = (mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512', password = secure.password) => ({
    brokers: secure.brokers,
    ssl: { ca: secure.ca },
    sasl: { mechanism, username: secure.user, password },
  });
  const settings = () => ({
    ...{ DATABASE_URL: urlOf('feedback_app'), DATABASE_SSL: 'verify-full', DATABASE_SSL_CA: secure.ca },
    ...{ KAFKA_BROKERS: secure.brokers.join(','), KAFKA_SSL: 'true', KAFKA_SSL_CA: secure.ca },
    ...{ KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_USERNAME: secure.user },
    ...{ KAFKA_SASL_PASSWORD: secure.password, PORT: '0', LOG_LEVEL: 'silent' },
  });
  const connect = async (mode: DatabaseSsl) => {
    const options = { schema: 'feedback', applicationName: 'tests', poolSize: 1, statementTimeoutMs: 5_000 };
    const database = await createDataSource({ ...options, url: urlOf('feedback_app'), ssl: mode }).initialize();
    const [row] = await database.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    await database.destroy();
    return row;
  };

  it('a service commits an event, publishes it and consumes it, by its settings alone', async () => {
    const service = await bootService(definition, settings());
    const id = newId();
    await service.dataSource.transaction((tx) =>
      outbox.add(tx, [happened(ComplaintOpened, id, ComplaintOpened.sample)]),
    );
    await eventually(() => received.includes(id), { within: 20_000 });
    await service.close();

    const read: string[] = [];
    const count = await readTopic({
      ...kafka('scram-sha-256'),
      topic: 'complaints.events',
      contracts: [ComplaintOpened],
      onEvents: async (events) => void read.push(...events.map(({ subject }) => subject)),
    });
    expect([count, read]).toEqual([1, [id]]);
  });

  it.each(['require', 'verify-ca', 'verify-full'] as const)('the mode %s encrypts', async (mode) => {
    expect(await connect({ mode, ca: secure.ca })).toEqual({ ssl: true });
  });

  it('the database refuses a connection without TLS, and a certificate that nobody trusts is refused', async () => {
    await expect(connect({ mode: 'disable' })).rejects.toThrow(/no encryption|pg_hba/);
    await expect(connect({ mode: 'verify-ca' })).rejects.toThrow(/self-signed/);
  });

  it('the broker refuses a wrong password', async () => {
    await expect(ensureTopics(kafka('scram-sha-512', 'wrong'), topics)).rejects.toThrow(/[Aa]uthentication/);
  });
});
