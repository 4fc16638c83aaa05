import { Type } from 'typebox';
import { messageChannel, messageResult, sampleMessageResult, sampleMessageTime } from '../customer-message.ts';
import { defineEvent } from '../event-contract.ts';
import { closed, time } from '../shapes.ts';

export const CustomerMessageSent = defineEvent({
  type: 'harken.feedback.customer-message-sent.v1',
  topic: 'feedback.events',
  subject: 'messageId',
  summary: 'A message to a customer went out: the mail server, or the CRM, has taken it.',
  schema: Type.Object({ ...messageResult, channel: messageChannel(), sentAt: time() }, closed),
  sample: { ...sampleMessageResult, channel: 'email', sentAt: sampleMessageTime },
});
