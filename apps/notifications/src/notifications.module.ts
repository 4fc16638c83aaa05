import { type ServiceContext, type ServiceDefinition, type ServiceParts, settingsOf } from '@harken/service';
import { Module } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { AlertFeed } from './alerts/feed/alert-feed.stream.ts';
import { AlertStreams } from './alerts/feed/alert-streams.stream.ts';
import { AlertsController } from './alerts/feed/alerts.controller.ts';
import { WaitingReaders } from './alerts/feed/waiting-readers.stream.ts';
import { upkeepWorker } from './alerts/log/upkeep.worker.ts';
import { Senders } from './channels/sender.ts';
import { DeliveryWorker } from './deliveries/delivery.worker.ts';
import { createSenders } from './deliveries/senders.client.ts';
import { NotificationsBaseline1796083200000 } from './migrations/baseline.ts';
import { notificationsSettings } from './notifications.config.ts';
import { notificationsGauges } from './notifications.gauges.ts';
import { notificationsSubscriptions } from './notifications.subscriptions.ts';
import { ActiveSubscriptions } from './subscriptions/active-subscriptions.cache.ts';
import { DeliveriesController } from './subscriptions/commands/deliveries.controller.ts';
import { disableKeylessWorker } from './subscriptions/commands/disable-keyless.worker.ts';
import { SubscriptionCommandsController } from './subscriptions/commands/subscription.commands.ts';
import { subscriptionTable } from './subscriptions/subscription.table.ts';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.ts';

@Module({
  controllers: [AlertsController, SubscriptionsController, SubscriptionCommandsController, DeliveriesController],
})
export class NotificationsModule {}

// On top of the timeout of an attempt: recording it may take a few tries.
const leaseMarginMs = 30_000;

export const notificationsService: ServiceDefinition = {
  name: 'notifications',
  title: 'Harken notifications',
  description: 'The right people know, once: alerts by webhook, server-sent events, cursor pull and e-mail.',
  port: 7105,
  module: NotificationsModule,
  entities: [subscriptionTable],
  migrations: [NotificationsBaseline1796083200000],
  settings: notificationsSettings,
  gauges: notificationsGauges,
  assemble: (service) => notificationsParts(notificationsContext(service)),
};

/** What the parts of one start share. */
export interface NotificationsContext extends ServiceContext {
  readonly feed: AlertFeed;
  readonly streams: AlertStreams;
  readonly readers: WaitingReaders;
  readonly senders: Senders;
  readonly dispatcher: DeliveryWorker;
  readonly activeSubscriptions: ActiveSubscriptions;
}

export function notificationsContext(service: ServiceContext): NotificationsContext {
  const { dataSource, logger } = service;
  const settings = settingsOf(notificationsSettings, service.settings);
  const senders = createSenders(settings);
  const feed = new AlertFeed(dataSource, logger);
  return {
    ...service,
    feed,
    senders,
    streams: new AlertStreams(dataSource, feed, logger),
    readers: new WaitingReaders(
      dataSource,
      { stream: settings.STREAMS_PER_CLIENT, longPoll: settings.LONG_POLLS_PER_CLIENT },
      logger,
    ),
    dispatcher: deliveryWorker(service, senders),
    activeSubscriptions: new ActiveSubscriptions(),
  };
}

export function notificationsParts(context: NotificationsContext): ServiceParts {
  const { dataSource, logger, metrics, shutdown, feed, streams, readers, senders, dispatcher } = context;
  const { ALERT_RETENTION } = settingsOf(notificationsSettings, context.settings);
  new Gauge({
    name: 'notifications_streams',
    help: 'Open streams of alerts.',
    registers: [metrics],
    collect() {
      this.set(readers.count('stream'));
    },
  });
  new Gauge({
    name: 'notifications_long_polls',
    help: 'Open long polls for alerts.',
    registers: [metrics],
    collect() {
      this.set(readers.count('longPoll'));
    },
  });
  shutdown.addEventListener('abort', () => void readers.stop(), { once: true });
  return {
    subscriptions: notificationsSubscriptions(context),
    workers: [
      upkeepWorker(dataSource, ALERT_RETENTION, logger),
      feed,
      readers,
      dispatcher,
      disableKeylessWorker(dataSource, logger),
    ],
    providers: [
      { provide: AlertFeed, useValue: feed },
      { provide: AlertStreams, useValue: streams },
      { provide: WaitingReaders, useValue: readers },
      { provide: Senders, useValue: senders },
    ],
  };
}

function deliveryWorker({ dataSource, settings: all, logger, metrics }: ServiceContext, senders: Senders) {
  const settings = settingsOf(notificationsSettings, all);
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
  return new DeliveryWorker({
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
    onError: (error) => logger.error({ err: error }, 'deliveries failed'),
    onAttempt: counter(attempts, durations),
  });
}

type OnAttempt = (kind: string, status: string, seconds: number) => void;

/** Keeps the child of each label set: looking it up costs more than counting. */
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
