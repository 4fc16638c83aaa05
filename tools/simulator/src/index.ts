export {
  type AlertListener,
  alertsAfter,
  type ListenOptions,
  latestCursor,
  listen,
  subscribeWebhook,
} from './alert-listener.ts';
export { AlertStream, type StreamedAlert } from './alert-stream.ts';
export { ApiClient, expectStatus, type HttpResponse, type Page, pagesOf } from './api-client.ts';
export { findSystem } from './demo/running-system.ts';
export { eachConcurrently } from './each-concurrently.ts';
export { Random } from './random.ts';
export { type Alert, type Delivery, WebhookReceiver } from './webhook-receiver.ts';
