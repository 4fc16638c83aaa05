import { type ServiceContext, type ServiceDefinition, settingsOf, type Worker } from '@harken/service';
import { Module } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { alertFeedOf } from './alerts/feed/alert-feed.worker.ts';
import { alertStreamsOf } from './alerts/feed/alert-streams.worker.ts';
import { AlertsController } from './alerts/feed/alerts.controller.ts';
import { upkeepWorker } from './alerts/log/upkeep.worker.ts';
import { DeliveryWorker } from './deliveries/delivery.worker.ts';
import { sendersOf } from './deliveries/senders.client.ts';
import { Notifications1700000000400 } from './migrations/notifications-1700000000400.ts';
import { notificationsSettings } from './notifications.config.ts';
import { notificationsSubscriptions } from './notifications.subscriptions.ts';
import { SubscriptionCommandsController } from './subscriptions/commands/subscription-commands.controller.ts';
import { subscriptionTable } from './subscriptions/subscription.table.ts';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.ts';

@Module({ controllers: [AlertsController, SubscriptionsController, SubscriptionCommandsController] })
export class NotificationsModule {}

// Beside the timeouts of an attempt: writing the outcome down may take a few tries.
const leaseMarginMs = 30_000;

export const notificationsService: ServiceDefinition = {
  name: 'notifications',
  title: 'Harken notifications',
  description: 'The right people know, once: alerts by webhook, server-sent events, cursor pull and e-mail.',
  port: 7105,
  module: NotificationsModule,
  entities: [subscriptionTable],
  migrations: [Notifications1700000000400],
  subscriptions: notificationsSubscriptions,
  settings: notificationsSettings,
  workers: [upkeep, tail, streams, deliveries],
};

function upkeep({ dataSource, settings, logger }: ServiceContext): Worker {
  const { ALERT_RETENTION } = settingsOf(notificationsSettings, settings);
  return upkeepWorker(dataSource, ALERT_RETENTION, logger);
}

function tail({ dataSource, logger }: ServiceContext): Worker {
  const reader = alertFeedOf(dataSource);
  return { start: () => reader.start(logger), stop: () => reader.stop() };
}

function streams({ dataSource, logger, metrics, shutdown }: ServiceContext): Worker {
  const hub = alertStreamsOf(dataSource);
  new Gauge({
    name: 'notifications_streams',
    help: 'Open streams of alerts.',
    registers: [metrics],
    collect() {
      this.set(hub.size);
    },
  });
  shutdown.addEventListener('abort', () => void hub.stop(), { once: true });
  return { start: () => hub.start(logger), stop: () => hub.stop() };
}

function deliveries({ dataSource, settings: bag, logger, metrics }: ServiceContext): Worker {
  const settings = settingsOf(notificationsSettings, bag);
  const senders = sendersOf(bag);
  const attempts = new Counter({
    name: 'notifications_delivery_attempts_total',
    help: 'Attempts to deliver an alert.',
    labelNames: ['kind', 'status'],
    registers: [metrics],
  });
  const durations = new Histogram({
    name: 'notifications_delivery_attempt_seconds',
    help: 'How long an attempt took.',
    labelNames: ['kind'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [metrics],
  });
  const worker = new DeliveryWorker({
    dataSource,
    senders,
    limiter: {
      concurrency: settings.DELIVERY_CONCURRENCY,
      failuresToOpen: settings.DELIVERY_BREAKER_FAILURES,
      pauseMs: settings.DELIVERY_BREAKER_PAUSE,
    },
    delaysMs: settings.DELIVERY_RETRY_DELAYS,
    leaseMs: settings.WEBHOOK_TIMEOUT + leaseMarginMs,
    secretsKey: settings.SECRETS_KEY,
    onError: (error) => logger.error({ err: error }, 'deliveries are in trouble'),
    onAttempt: counter(attempts, durations),
  });
  return worker;
}

type OnAttempt = (kind: string, status: string, seconds: number) => void;

/** The children are kept: finding them by their labels costs more than counting. */
function counter(attempts: Counter<'kind' | 'status'>, durations: Histogram<'kind'>): OnAttempt {
  const children = new Map<string, { attempts: Counter.Internal; durations: Histogram.Internal<'kind'> }>();
  return (kind, status, seconds) => {
    const key = `${kind} ${status}`;
    const child = children.get(key) ?? { attempts: attempts.labels(kind, status), durations: durations.labels(kind) };
    children.set(key, child);
    child.attempts.inc();
    child.durations.observe(seconds);
  };
}
