import { currentTraceparent, withTraceparent } from '@harken/messaging';
import { context, SpanKind, trace } from '@opentelemetry/api';
import { Agent, type Dispatcher } from 'undici';
import type { Delivery } from '../channels/delivery.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { OutgoingAlert, Send } from '../channels/sender.ts';
import { parseNetworks } from './address-rules.ts';
import { guardedConnector, type ResolveHost, systemResolve } from './guarded-connector.client.ts';
import { memoize } from './memoize.ts';
import { retryAfterMs } from './retry-after.ts';
import { type EndpointResponse, sendRequest } from './send-request.client.ts';
import { signedHeaders } from './webhook-signature.ts';

export interface WebhookOptions {
  readonly allowedNetworks: readonly string[];
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly retryAfterLimitMs: number;
  /** For tests: another way to look names up. */
  readonly resolve?: ResolveHost;
}

type Webhook = Extract<Delivery, { kind: 'webhook' }>;

/** Sends alerts by Standard Webhooks over connections that are kept alive, one pool per origin. */
export function webhookSender(options: WebhookOptions): { send: Send<Webhook>; close(): Promise<void> } {
  const allowedNetworks = parseNetworks(options.allowedNetworks);
  const agent = new Agent({
    // The limiter bounds the open requests: a hung endpoint must not hold back another on the same host.
    connections: null,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    connect: guardedConnector({
      allowedNetworks,
      resolve: options.resolve ?? systemResolve,
      connectTimeoutMs: options.connectTimeoutMs,
    }),
  });
  return {
    send: ({ url }, alert) =>
      withTraceparent(alert.traceparent ?? undefined, () => inSpan(alert, () => attempt(agent, url, alert, options))),
    close: () => agent.destroy(),
  };
}

async function attempt(agent: Agent, url: string, alert: OutgoingAlert, options: WebhookOptions): Promise<Outcome> {
  const startedAt = performance.now();
  try {
    const response = await sendRequest(agent, toRequest(url, alert), options.timeoutMs);
    return toOutcome(response, alert.sentAt, performance.now() - startedAt, options.retryAfterLimitMs);
  } catch (error) {
    return { ok: false, code: null, error: errorCode(error), durationMs: performance.now() - startedAt };
  }
}

function toRequest(text: string, alert: OutgoingAlert): Dispatcher.DispatchOptions {
  const { origin, path } = splitUrl(text);
  const traceparent = currentTraceparent();
  return {
    origin,
    path,
    method: 'POST',
    body: alert.body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Harken-Webhooks/1',
      ...signedHeaders(alert.alertId, alert.sentAt, alert.body, alert.secrets),
      ...(traceparent ? { traceparent } : {}),
    },
  };
}

/** The parts of an endpoint's URL, memoized: parsing costs more than signing. */
const splitUrl = memoize((text) => {
  const { origin, pathname, search } = new URL(text);
  return { origin, path: pathname + search };
});

function toOutcome(response: EndpointResponse, sentAt: Date, durationMs: number, limitMs: number): Outcome {
  const code = response.statusCode;
  if (code >= 200 && code < 300) return { ok: true, code, durationMs };
  const header = response.headers['retry-after'];
  const retryAfter = retryAfterMs(typeof header === 'string' ? header : undefined, sentAt, limitMs);
  return { ok: false, code, error: `http-${code}`, durationMs, retryAfterMs: retryAfter, gone: code === 410 };
}

const errorCodes: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_SOCKET: 'connection-closed',
  ECONNRESET: 'connection-closed',
  ECONNREFUSED: 'connection-refused',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
};

/** A short code for the log: messages of libraries may say more than subscribers should see. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '' && error instanceof AggregateError) return errorCode(error.errors[0]);
  return errorCodes[code] ?? (code ? code.toLowerCase().replaceAll('_', '-') : 'failed');
}

async function inSpan(alert: OutgoingAlert, work: () => Promise<Outcome>): Promise<Outcome> {
  const span = trace.getTracer('harken').startSpan('POST webhook', {
    kind: SpanKind.CLIENT,
    attributes: { 'harken.alert.id': alert.alertId, 'harken.alert.type': alert.alertType },
  });
  const traced = span.isRecording() ? context.with(trace.setSpan(context.active(), span), work) : work();
  const outcome = await traced;
  if (outcome.code !== null) span.setAttribute('http.response.status_code', outcome.code);
  span.end();
  return outcome;
}
