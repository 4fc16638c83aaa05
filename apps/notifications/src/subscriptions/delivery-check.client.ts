import { Invalid, RuleBroken } from '@harken/errors';
import { settingsOf } from '@harken/service';
import type { Delivery } from '../channels/delivery.ts';
import { notificationsSettings } from '../notifications.config.ts';
import { readNetworks } from '../webhooks/address-rules.ts';
import { literalAddress, privateAddress, readEndpointUrl } from '../webhooks/endpoint-url.ts';
import { AddressRefused, checkedAddresses, type Resolve, systemResolve } from '../webhooks/guarded-connector.client.ts';
import { type DeliveryWish, readDelivery } from './delivery-wish.ts';

const lookUpWithinMs = 2_000;

/** What is wanted, checked against what this installation can and may do. */
export async function checkDelivery(wish: DeliveryWish, bag: object, resolve = systemResolve): Promise<Delivery> {
  const settings = settingsOf(notificationsSettings, bag);
  const delivery = readDelivery(wish);
  if (delivery.kind === 'webhook') {
    const opened = readNetworks(settings.WEBHOOK_ALLOWED_NETWORKS);
    const url = readEndpointUrl(delivery.url, opened);
    if (literalAddress(url.hostname) === undefined) await refusePrivateName(url.hostname, opened, resolve);
    return { ...delivery, url: url.href };
  }
  if (!settings.SMTP_URL) {
    throw new RuleBroken('subscription.email-not-configured', 'This installation has no mail server (SMTP_URL).');
  }
  return delivery;
}

/** A name that does not resolve at this moment is taken: every attempt checks again. */
async function refusePrivateName(hostname: string, opened: ReturnType<typeof readNetworks>, resolve: Resolve) {
  const late = new Promise<void>((done) => setTimeout(done, lookUpWithinMs).unref());
  try {
    await Promise.race([checkedAddresses(hostname, opened, resolve), late]);
  } catch (error) {
    if (!(error instanceof AddressRefused)) return;
    throw new Invalid('subscription.url-refused', 'Webhooks cannot be sent to this URL.', [
      { pointer: '/delivery/url', code: 'private-address', detail: privateAddress },
    ]);
  }
}
