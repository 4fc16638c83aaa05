import { Type } from 'typebox';
import {
  failureReason,
  messageChannel,
  messageResult,
  sampleMessageResult,
  sampleMessageTime,
} from '../customer-message.ts';
import { defineEvent } from '../event-contract.ts';
import { closed, nullable, time } from '../shapes.ts';

export const CustomerMessageFailed = defineEvent({
  type: 'harken.feedback.customer-message-failed.v1',
  topic: 'feedback.events',
  subject: 'messageId',
  summary: 'A message to a customer did not arrive, and is not tried again. It may come after it was sent: it bounced.',
  schema: Type.Object(
    { ...messageResult, channel: nullable(messageChannel()), reason: failureReason(), failedAt: time() },
    closed,
  ),
  sample: { ...sampleMessageResult, channel: 'email', reason: 'address_refused', failedAt: sampleMessageTime },
});
