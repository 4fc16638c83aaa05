import { Invalid, RuleBroken } from '@harken/errors';
import { settingsOf } from '@harken/service';
import type { Delivery } from '../channels/delivery.ts';
import { notificationsSettings } from '../notifications.config.ts';
import { parseNetworks } from '../webhooks/address-rules.ts';
import { literalAddress, parseEndpointUrl, privateAddressDetail } from '../webhooks/endpoint-url.ts';
import {
  AddressRefused,
  type ResolveHost,
  resolveAllowed,
  systemResolve,
} from '../webhooks/guarded-connector.client.ts';
import { type DeliveryRequest, parseDelivery } from './delivery-request.ts';

const lookupTimeoutMs = 2_000;

/** Parses the delivery and checks it against what this installation supports and allows. */
export async function validateDelivery(
  request: DeliveryRequest,
  bag: object,
  resolve = systemResolve,
): Promise<Delivery> {
  const settings = settingsOf(notificationsSettings, bag);
  const delivery = parseDelivery(request);
  if (delivery.kind === 'webhook') {
    const allowedNetworks = parseNetworks(settings.WEBHOOK_ALLOWED_NETWORKS);
    const url = parseEndpointUrl(delivery.url, allowedNetworks);
    if (literalAddress(url.hostname) === undefined) await assertPublicHost(url.hostname, allowedNetworks, resolve);
    return { ...delivery, url: url.href };
  }
  if (!settings.SMTP_URL) {
    throw new RuleBroken('subscription.email-not-configured', 'This installation has no mail server (SMTP_URL).');
  }
  return delivery;
}

/** A name that does not resolve now is accepted: every attempt checks again. */
async function assertPublicHost(
  hostname: string,
  allowedNetworks: ReturnType<typeof parseNetworks>,
  resolve: ResolveHost,
) {
  const timeout = new Promise<void>((done) => setTimeout(done, lookupTimeoutMs).unref());
  try {
    await Promise.race([resolveAllowed(hostname, allowedNetworks, resolve), timeout]);
  } catch (error) {
    if (!(error instanceof AddressRefused)) return;
    throw new Invalid('subscription.url-refused', 'Webhooks cannot be sent to this URL.', [
      { pointer: '/delivery/url', code: 'private-address', detail: privateAddressDetail },
    ]);
  }
}
