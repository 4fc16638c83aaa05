import type { Senders } from '../channels/sender.ts';
import { emailSender } from '../email/email.sender.ts';
import type { NotificationsSettings } from '../notifications.config.ts';
import { webhookSender } from '../webhooks/webhook.sender.ts';

/** Opens no connection yet. */
export function createSenders(settings: NotificationsSettings): Senders {
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
