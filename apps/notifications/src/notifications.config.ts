import { defineSettings, type Setting, type SettingsOf, setting } from '@harken/service';

const durations = (options: { readonly meaning: string; readonly default: string }): Setting<readonly number[]> => {
  const one = setting.duration({ meaning: options.meaning });
  return {
    ...setting.list(options),
    kind: 'durations',
    parse: (text) => text.split(',').map((part) => one.parse(part.trim())),
  };
};

export const notificationsSettings = defineSettings({
  WEBHOOK_ALLOWED_NETWORKS: setting.cidrs({
    default: '',
    meaning:
      'Networks that webhooks may reach although they are not public, like 10.1.0.0/16; nothing else is opened. ' +
      '`npm start` opens the loopback of this machine (127.0.0.0/8,::1/128) unless it is set.',
  }),
  WEBHOOK_TIMEOUT: setting.duration({
    default: 'PT15S',
    meaning: 'Timeout of a webhook request, from start to the end of the response.',
  }),
  WEBHOOK_CONNECT_TIMEOUT: setting.duration({ default: 'PT5S', meaning: 'Connect timeout of a webhook request.' }),
  DELIVERY_CONCURRENCY: setting.integer({
    default: 10,
    min: 1,
    max: 1_000,
    meaning: 'Deliveries at a time to one subscription, per replica.',
  }),
  DELIVERY_RETRY_DELAYS: durations({
    default: 'PT5S,PT30S,PT2M,PT10M,PT30M,PT1H,PT3H,PT6H,PT12H,PT24H,PT30H',
    meaning: 'The minimum delay after each failed attempt, comma-separated; up to a fifth is added at random.',
  }),
  DELIVERY_RETRY_AFTER_LIMIT: setting.duration({
    default: 'PT24H',
    meaning: 'The longest Retry-After of an endpoint that is honoured.',
  }),
  DELIVERY_BREAKER_FAILURES: setting.integer({
    default: 10,
    min: 1,
    meaning: 'This many failures in a row pause a subscription.',
  }),
  DELIVERY_BREAKER_PAUSE: setting.duration({
    default: 'PT30S',
    meaning: 'How long that pause lasts; then one delivery tests the endpoint.',
  }),
  SECRETS_KEY: setting.secret({
    optional: true,
    meaning: 'Encrypts the secrets of webhooks in the database. Once set it must stay.',
  }),
  SMTP_URL: setting.secretUrl({
    optional: true,
    protocols: ['smtp', 'smtps'],
    meaning: 'Mail server; without it e-mail subscriptions are refused.',
  }),
  SMTP_FROM: setting.text({ default: 'Harken <harken@localhost>', meaning: 'Sender of e-mails.' }),
  PUBLIC_URL: setting.url({
    optional: true,
    protocols: ['http', 'https'],
    meaning: 'The address of the API for people: the start of links in e-mails.',
  }),
  ALERT_RETENTION: setting.duration({
    default: 'P30D',
    meaning: 'How long alerts and the log of deliveries are kept; at least 5 days.',
  }),
  SUBSCRIPTIONS_PER_CLIENT: setting.integer({
    default: 200,
    min: 1,
    meaning: 'Subscriptions that one client may have; one more is refused with 409.',
  }),
  STREAMS_PER_CLIENT: setting.integer({
    default: 100,
    min: 1,
    meaning: 'Streams that one client may have open, per replica; one more is refused with 429.',
  }),
  LONG_POLLS_PER_CLIENT: setting.integer({
    default: 100,
    min: 1,
    meaning: 'Long polls that one client may have open, per replica; one more is refused with 429.',
  }),
  STREAM_HEARTBEAT: setting.duration({ default: 'PT15S', meaning: 'The interval of heartbeats on quiet streams.' }),
  STREAM_SLOW_CLIENT: setting.duration({
    default: 'PT10S',
    meaning: 'A client that reads nothing for this long is disconnected; it reconnects and resumes.',
  }),
});

export type NotificationsSettings = SettingsOf<typeof notificationsSettings>;
