import { type DatabaseSsl, databaseSslModes } from '@harken/database';
import type { KafkaConnection } from '@harken/messaging';
import { setting } from './setting.ts';
import { defineSettings, SettingsError, type SettingsOf } from './settings.ts';

export const databaseSslSettings = defineSettings({
  DATABASE_SSL: setting.oneOf(databaseSslModes, {
    default: 'disable',
    meaning:
      'TLS to PostgreSQL: require encrypts; verify-ca also checks who signed the certificate, verify-full its host too.',
  }),
  DATABASE_SSL_CA: setting.text({
    optional: true,
    meaning: 'Certificates that are trusted for PostgreSQL, PEM. Without it those that Node knows.',
  }),
});

export const kafkaSecuritySettings = defineSettings({
  KAFKA_SSL: setting.boolean({ default: false, meaning: 'TLS to Kafka.' }),
  KAFKA_SSL_CA: setting.text({
    optional: true,
    meaning: 'Certificates that are trusted for Kafka, PEM. Without it those that Node knows.',
  }),
  KAFKA_SSL_CERT: setting.text({
    optional: true,
    meaning: 'The certificate of this client, PEM, where brokers ask for one.',
  }),
  KAFKA_SSL_KEY: setting.secret({ optional: true, meaning: 'The private key of that certificate, PEM.' }),
  KAFKA_SASL_MECHANISM: setting.oneOf(['plain', 'scram-sha-256', 'scram-sha-512'], {
    optional: true,
    meaning: 'How to log in to Kafka. plain sends the password: only with KAFKA_SSL.',
  }),
  KAFKA_SASL_USERNAME: setting.text({ optional: true, meaning: 'The user at Kafka.' }),
  KAFKA_SASL_PASSWORD: setting.secret({ optional: true, meaning: 'The password of that user.' }),
});

export const databaseSslOf = (settings: SettingsOf<typeof databaseSslSettings>): DatabaseSsl => ({
  mode: settings.DATABASE_SSL,
  ca: settings.DATABASE_SSL_CA,
});

/** Throws a SettingsError for settings that do not go together. */
export function kafkaSecurityOf(settings: SettingsOf<typeof kafkaSecuritySettings>): Omit<KafkaConnection, 'brokers'> {
  const { KAFKA_SSL: encrypted, KAFKA_SASL_MECHANISM: mechanism } = settings;
  const { KAFKA_SSL_CA: ca, KAFKA_SSL_CERT: cert, KAFKA_SSL_KEY: key } = settings;
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = settings;
  const faults = [
    ...(Boolean(cert) === Boolean(key) ? [] : ['KAFKA_SSL_CERT and KAFKA_SSL_KEY are given both or not at all']),
    ...(!encrypted && (ca || cert) ? ['KAFKA_SSL must be true when KAFKA_SSL_CA or KAFKA_SSL_CERT is given'] : []),
    ...(!mechanism && (username || password)
      ? ['KAFKA_SASL_MECHANISM is missing beside KAFKA_SASL_USERNAME or KAFKA_SASL_PASSWORD']
      : []),
    ...(mechanism === 'plain' && !encrypted ? ['KAFKA_SSL must be true when KAFKA_SASL_MECHANISM is plain'] : []),
  ];
  if (mechanism && (!username || !password))
    faults.push('KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD are needed by KAFKA_SASL_MECHANISM');
  if (faults.length > 0) throw new SettingsError(faults);
  return {
    ...(encrypted && { ssl: { ca, cert, key } }),
    ...(mechanism && username && password && { sasl: { mechanism, username, password } }),
  };
}
