import { type MessagePurpose, messagePurposes } from '@harken/contracts';
import { Stale } from '@harken/errors';
import { defineDocumentCollection } from '@harken/service';
import { MessageTemplateBody, MessageTemplateDto } from './message-template.dto.ts';
import { assertValidTemplate, type MessageTemplate } from './message-template.ts';

/** The words of messages to customers, by purpose. A message is written by the version that holds when it is sent. */
export const messageTemplates = defineDocumentCollection<MessageTemplate>({
  name: 'message template',
  table: 'message_templates',
  path: 'v1/message-templates',
  tag: 'customer messages',
  roles: {
    publish: ['manager', 'analyst', 'ops'],
    read: ['crm', 'handler', 'supervisor', 'manager', 'analyst', 'ops'],
  },
  id: {
    parameter: 'purpose',
    description: 'Why the customer is written to.',
    example: 'acknowledgement',
    pattern: new RegExp(`^(${messagePurposes.join('|')})$`),
    message: `must be one of ${messagePurposes.join(', ')}`,
  },
  body: MessageTemplateBody,
  answer: MessageTemplateDto,
  check: (template, { id }) => assertValidTemplate(template, id as MessagePurpose),
  stale: (version) =>
    new Stale('message-template.stale', 'The template is not at that version.', { version: version || null }),
  texts: {
    publish: [
      'Publish the template of a purpose',
      'The words in all languages, as a new version that holds from now on.',
    ],
    list: ['List the templates of messages', 'By purpose, each as it was published last.'],
    read: ['Read the template of a purpose', 'As it was published last; until then as shipped.'],
    versions: ['List the versions of a template', 'All of them, newest first.'],
    answer: 'The template.',
  },
});
