import { Stale } from '@harken/errors';
import { defineDocument } from '@harken/service';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { MessagePolicyBody, MessagePolicyDto } from './message-policy.dto.ts';
import { type MessagePolicy, messageDefaults } from './message-policy.ts';

export const messagePolicy = defineDocument<MessagePolicy>({
  name: 'message policy',
  table: 'message_policies',
  path: 'v1/message-policy',
  tag: 'Messages',
  roles: { publish: policyAdmins, read: readerRoles },
  body: MessagePolicyBody,
  answer: MessagePolicyDto,
  defaults: messageDefaults,
  unpublished: () => messageDefaults,
  stale: (version) => new Stale('message-policy.stale', `The policy has moved on to version ${version}.`, { version }),
  texts: {
    publish: [
      'Say which texts are sent to customers',
      'The whole policy; what is not said is not sent. Commands from now on follow it.',
    ],
    read: ['Read which texts are sent to customers', 'The policy in force.'],
    answer: 'The policy.',
  },
});
