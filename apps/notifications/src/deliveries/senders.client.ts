import { settingsOf } from '@harken/service';
import type { Senders } from '../channels/sender.ts';
import { emailSender } from '../email/email.sender.ts';
import { notificationsSettings } from '../notifications.config.ts';
import { webhookSender } from '../webhooks/webhook.sender.ts';

const made = new WeakMap<object, Senders>();

/** One set of connections per process, shared by the worker and by the test command. */
export function sendersOf(settings: object): Senders {
  const senders = made.get(settings) ?? makeSenders(settings);
  made.set(settings, senders);
  return senders;
}

function makeSenders(bag: object): Senders {
  const settings = settingsOf(notificationsSettings, bag);
  const webhook = webhookSender({
    allowedNetworks: settings.WEBHOOK_ALLOWED_NETWORKS,
    timeoutMs: settings.WEBHOOK_TIMEOUT,
    connectTimeoutMs: settings.WEBHOOK_CONNECT_TIMEOUT,
    retryAfterLimitMs: settings.DELIVERY_RETRY_AFTER_LIMIT,
  });
  const email = emailSender({
    smtpUrl: settings.SMTP_URL,
    from: settings.SMTP_FROM,
    publicUrl: settings.PUBLIC_URL,
    timeoutMs: settings.WEBHOOK_TIMEOUT,
  });
  return {
    webhook: webhook.send,
    email: email.send,
    close: async () => {
      await Promise.all([webhook.close(), email.close()]);
    },
  };
}
