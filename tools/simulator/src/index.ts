export { AlertStream, type StreamedAlert } from './alert-stream.ts';
export { type Answer, ApiClient, expectStatus } from './api-client.ts';
export { type Alert, type Delivery, WebhookReceiver } from './webhook-receiver.ts';
