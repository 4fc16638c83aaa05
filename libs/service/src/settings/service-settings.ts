import { databaseSslSettings, kafkaSecuritySettings } from './connection-settings.ts';
import { setting } from './setting.ts';
import { defineSettings, type SettingsOf } from './settings.ts';

/** The settings of every service. Only the default ports differ. */
export function serviceSettings(service: { readonly port: number; readonly messaging?: false }) {
  return defineSettings({
    DATABASE_URL: setting.secretUrl({
      protocols: ['postgres', 'postgresql'],
      meaning: "PostgreSQL, as the service's app role.",
    }),
    DATABASE_POOL_SIZE: setting.integer({
      default: 10,
      min: 1,
      max: 500,
      meaning: 'Connections to PostgreSQL at most.',
    }),
    DATABASE_STATEMENT_TIMEOUT: setting.duration({
      default: 'PT30S',
      meaning: 'A statement that takes longer is ended.',
    }),
    ...databaseSslSettings,
    KAFKA_BROKERS: setting.list({
      ...(service.messaging === false ? { default: '' } : {}),
      meaning: 'Kafka, as host:port, several with commas.',
    }),
    ...kafkaSecuritySettings,
    KAFKA_TOPIC_PREFIX: setting.text({ default: '', meaning: 'Put before every topic and consumer group.' }),
    COMPANY_TIMEZONE: setting.timeZone({
      default: 'UTC',
      meaning:
        "The company's time zone, of the IANA (Asia/Bangkok): days and periods of figures, boards and exports without `timezone`. The same for all services; after a change analytics rebuilds its figures.",
    }),
    HOST: setting.text({ default: '127.0.0.1', meaning: 'Address to listen on; 0.0.0.0 in a container.' }),
    PORT: setting.integer({ default: service.port, max: 65_535, meaning: 'Port of the API.' }),
    MANAGEMENT_PORT: setting.integer({
      optional: true,
      max: 65_535,
      meaning: 'Port of health and metrics, never published. Port of the API + 1000 unless given.',
    }),
    LOG_LEVEL: setting.oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      default: 'info',
      meaning: 'The least that is logged.',
    }),
    OTEL_EXPORTER_OTLP_ENDPOINT: setting.url({
      optional: true,
      protocols: ['http', 'https'],
      meaning: 'Where traces go by OTLP/HTTP. Without it nothing is traced, only traceparent is passed on.',
    }),
    RATE_LIMIT_PER_SECOND: setting.integer({
      default: 0,
      meaning: 'Requests per key and second, per replica; 0 = no limit.',
    }),
    RATE_LIMIT_REFUSED_PER_MINUTE: setting.integer({
      default: 600,
      meaning: 'Requests without a valid key, per address and minute, before 429; 0 = no limit.',
    }),
    RATE_LIMIT_PUBLIC_PER_MINUTE: setting.integer({
      default: 1_200,
      meaning: 'Requests to pages that need no key, per address and minute, before 429; 0 = no limit.',
    }),
    BODY_LIMIT_BYTES: setting.integer({
      default: 1_048_576,
      min: 1024,
      meaning: 'Largest request body, batches apart.',
    }),
    BATCH_BODY_LIMIT_BYTES: setting.integer({ default: 16_777_216, min: 1024, meaning: 'Largest body of a batch.' }),
    REQUEST_TIMEOUT: setting.duration({ default: 'PT30S', meaning: 'A request that arrives more slowly is ended.' }),
    SHUTDOWN_DELAY: setting.duration({
      default: 'PT0.3S',
      meaning: 'After a signal: not ready, but still serving for so long, so that a proxy can turn away first.',
    }),
    TRUSTED_PROXIES: setting.cidrs({
      default: '',
      meaning: 'Networks of proxies whose X-Forwarded-For is believed.',
    }),
  });
}

export type ServiceSettings = SettingsOf<ReturnType<typeof serviceSettings>>;
