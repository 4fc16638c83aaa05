import { describe, expect, it } from '@jest/globals';
import { databaseSslOf, databaseSslSettings, kafkaSecurityOf, kafkaSecuritySettings } from './connection-settings.ts';
import { readSettings, SettingsError } from './settings.ts';

const security = (env: Record<string, string>) => kafkaSecurityOf(readSettings(kafkaSecuritySettings, env));
const login = { KAFKA_SASL_USERNAME: 'harken', KAFKA_SASL_PASSWORD: 'secret' };

describe('the settings of connections (case 41)', () => {
  it('leave Kafka and PostgreSQL without TLS and login by default', () => {
    expect(security({})).toEqual({});
    expect(databaseSslOf(readSettings(databaseSslSettings, {}))).toEqual({ mode: 'disable' });
  });

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('take a certificate and a login by %s', (mechanism) => {
    const env = { ...login, KAFKA_SSL: 'true', KAFKA_SSL_CA: 'ca', KAFKA_SASL_MECHANISM: mechanism };
    expect(security(env)).toEqual({
      ssl: { ca: 'ca' },
      sasl: { mechanism, username: 'harken', password: 'secret' },
    });
  });

  it.each([
    ['a mechanism without a password', { KAFKA_SASL_MECHANISM: 'scram-sha-256', KAFKA_SASL_USERNAME: 'harken' }],
    ['a login without a mechanism', login],
    ['a password in the clear', { ...login, KAFKA_SASL_MECHANISM: 'plain' }],
    ['certificates without TLS', { KAFKA_SSL_CA: 'ca' }],
    ['a certificate without its key', { KAFKA_SSL: 'true', KAFKA_SSL_CERT: 'cert' }],
    ['an unknown mechanism', { ...login, KAFKA_SSL: 'true', KAFKA_SASL_MECHANISM: 'gssapi' }],
  ])('stop the start for %s', (_, env) => {
    expect(() => security(env)).toThrow(SettingsError);
  });

  it('stop the start for an unknown mode of PostgreSQL', () => {
    expect(() => readSettings(databaseSslSettings, { DATABASE_SSL: 'prefer' })).toThrow(SettingsError);
  });
});
