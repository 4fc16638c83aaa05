import type { MappedField, Mapping } from './mapping.ts';

const field = (name: string, ...columns: string[]): MappedField => ({ field: name, columns });
const constant = (name: string, value: string): MappedField => ({ field: name, constant: value });

const methods = {
  mail: 'email',
  email: 'email',
  'e-mail': 'email',
  chat: 'chat',
  messaging: 'chat',
  phone: 'call',
  'phone call (inbound)': 'call',
  'phone call (outbound)': 'call',
  voice: 'call',
  calls: 'call',
  twitter: 'social',
  facebook: 'social',
  'facebook post': 'social',
  'facebook private message': 'social',
  'x (formerly twitter)': 'social',
  form: 'email',
  forms: 'email',
  web: 'email',
  'web form': 'email',
};
const method = (...columns: string[]): MappedField => ({
  field: 'method',
  columns,
  values: methods,
  otherValues: 'leave-out',
  otherwise: 'email',
});

const kind = (...columns: string[]): MappedField => ({
  field: 'kind',
  columns,
  values: {
    complaint: 'complaint',
    problem: 'complaint',
    incident: 'complaint',
    'product issue': 'complaint',
    question: 'question',
    'general inquiry': 'question',
    'feature request': 'suggestion',
    suggestion: 'suggestion',
    compliment: 'praise',
    praise: 'praise',
  },
  otherValues: 'leave-out',
});

const zendeskStatus = {
  new: 'received',
  open: 'investigating',
  pending: 'pending_customer',
  hold: 'pending_third_party',
  'on-hold': 'pending_third_party',
  solved: 'resolved',
  closed: 'closed',
};
const severity: MappedField = {
  field: 'severity',
  columns: ['Priority'],
  values: { urgent: 'critical', high: 'high', normal: 'normal', medium: 'normal', low: 'low' },
  otherValues: 'leave-out',
};
const salesforceTimes = ['M/d/yyyy h:mm a', 'M/d/yyyy, h:mm a', 'M/d/yyyy'];
const requester = ['Requester external id', 'Requester External ID', 'Requester id', 'Requester email'];

/**
 * Mappings that every installation begins with, as version 1 by `system`. They follow the column names that the systems
 * export by themselves; a company with columns of its own publishes the next version.
 */
export const readyMappings: Readonly<Record<string, Mapping>> = {
  zendesk: {
    kind: 'feedback',
    fields: [
      constant('source', 'zendesk'),
      field('id', 'Id', 'Ticket ID'),
      field('customer', ...requester),
      method('Via', 'Channel'),
      kind('Ticket type', 'Type'),
      field('text', 'Description', 'Subject'),
      field('category', 'Category'),
      {
        field: 'answers.csat',
        columns: ['Satisfaction Score', 'Satisfaction rating'],
        values: { good: 5, bad: 1 },
        otherValues: 'leave-out',
      },
      field('occurredAt', 'Created at', 'Ticket created - Timestamp'),
    ],
  },
  'zendesk-complaints': {
    kind: 'complaints',
    fields: [
      constant('source', 'zendesk'),
      field('id', 'Id', 'Ticket ID'),
      field('customer', ...requester),
      field('text', 'Description', 'Subject'),
      { field: 'channel', columns: ['Via', 'Channel'], otherwise: 'email' },
      field('category', 'Category'),
      severity,
      { field: 'status', columns: ['Status'], values: zendeskStatus, otherValues: 'leave-out' },
      field('assignee', 'Assignee'),
      field('openedAt', 'Created at'),
      field('acknowledgedAt', 'Initially assigned at'),
      field('answeredAt', 'Solved at'),
      field('resolvedAt', 'Solved at'),
      field('answers.0.sentAt', 'Solved at'),
      constant('answers.0.outcome', 'upheld'),
      constant('answers.0.text', 'Solved in Zendesk; the answer stands in the ticket.'),
    ],
  },
  salesforce: {
    kind: 'feedback',
    fields: [
      constant('source', 'salesforce'),
      field('id', 'Case Number', 'CaseNumber', 'Case ID', 'Id'),
      field('customer', 'Contact ID', 'ContactId', 'Account ID', 'AccountId', 'Contact Email'),
      method('Case Origin', 'Origin'),
      kind('Type'),
      field('text', 'Description', 'Subject'),
      field('category', 'Case Reason', 'Reason'),
      field('product', 'Product', 'Product Name'),
      { field: 'occurredAt', columns: ['Date/Time Opened', 'Opened Date', 'CreatedDate'], formats: salesforceTimes },
    ],
  },
  'salesforce-contacts': {
    kind: 'customers',
    fields: [
      field('externalId', 'Contact ID', 'ContactId', 'Id'),
      field('name', 'Full Name', 'Name', 'Last Name', 'LastName'),
      field('tier', 'Customer Priority', 'Tier'),
      field('stage', 'Lead Status', 'Stage'),
      { field: 'segments', columns: ['Segment', 'Segments', 'Industry'], separator: ';' },
      {
        field: 'updatedAt',
        columns: ['Last Modified Date', 'LastModifiedDate', 'SystemModstamp'],
        formats: salesforceTimes,
      },
    ],
    otherColumns: 'attributes',
  },
  hubspot: {
    kind: 'feedback',
    fields: [
      constant('source', 'hubspot'),
      field('id', 'Ticket ID', 'Record ID'),
      field('customer', 'Associated Contact IDs', 'Associated Contact', 'Contact ID', 'Email'),
      method('Source'),
      kind('Category'),
      field('text', 'Ticket description', 'Ticket name'),
      field('category', 'Category'),
      { field: 'occurredAt', columns: ['Create date', 'Created date'], formats: ['yyyy-MM-dd h:mm a'] },
    ],
  },
  'hubspot-contacts': {
    kind: 'customers',
    fields: [
      field('externalId', 'Record ID', 'Contact ID'),
      field('name', 'Full Name', 'Last Name', 'First Name'),
      field('stage', 'Lifecycle Stage'),
      field('language', 'Preferred language'),
      { field: 'updatedAt', columns: ['Last Modified Date', 'Last modified date'], formats: ['yyyy-MM-dd h:mm a'] },
    ],
    otherColumns: 'attributes',
  },
  survey: {
    kind: 'feedback',
    fields: [
      constant('source', 'survey'),
      field('id', 'Response ID', 'Respondent ID', 'ResponseId'),
      field('customer', 'Customer ID', 'External ID', 'Custom Data 1', 'Email Address', 'Email'),
      constant('method', 'survey'),
      field('touchpoint', 'Touchpoint'),
      field('programme', 'Survey', 'Collector ID'),
      field('language', 'Language', 'UserLanguage'),
      field('answers.nps', 'NPS', 'How likely are you to recommend us?'),
      field('answers.csat', 'CSAT', 'Satisfaction'),
      field('answers.ces', 'CES', 'Effort'),
      field('text', 'Comment', 'Comments', 'Open-Ended Response'),
      {
        field: 'occurredAt',
        columns: ['Submitted at', 'End Date', 'EndDate', 'Date Modified'],
        formats: ['M/d/yyyy h:mm:ss a', 'M/d/yyyy H:mm', 'MM/dd/yyyy HH:mm:ss'],
      },
    ],
  },
};
