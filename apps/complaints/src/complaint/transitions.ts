import type { ComplaintStatus } from '@harken/contracts';

export const commandNames = [
  'acknowledge',
  'assign',
  'investigate',
  'wait-for-customer',
  'wait-for-third-party',
  'resume',
  'answer',
  'resolve',
  'close',
  'reject',
  'withdraw',
  'mark-duplicate',
  'reopen',
  'change-severity',
  'reroute',
  'link',
  'note',
  'receive-message',
  'send-message',
] as const;
export type CommandName = (typeof commandNames)[number];

/** A status the command leads to; `stays` where it changes something else. */
export type Next = ComplaintStatus | 'stays';
type Row = Partial<Record<CommandName, Next>>;

const always: Row = { link: 'stays', note: 'stays', 'receive-message': 'stays', 'send-message': 'stays' };

const open: Row = {
  ...always,
  acknowledge: 'stays',
  assign: 'stays',
  answer: 'answered',
  resolve: 'resolved',
  close: 'closed',
  reject: 'rejected',
  withdraw: 'withdrawn',
  'mark-duplicate': 'duplicate',
  'change-severity': 'stays',
  reroute: 'stays',
};

const working: Row = {
  ...open,
  'wait-for-customer': 'pending_customer',
  'wait-for-third-party': 'pending_third_party',
};

/** The whole life cycle. What is not in a row is forbidden there. */
export const transitions: Readonly<Record<ComplaintStatus, Row>> = {
  received: {
    ...open,
    acknowledge: 'acknowledged',
    'send-message': 'acknowledged',
    assign: 'assigned',
    investigate: 'investigating',
  },
  acknowledged: { ...working, assign: 'assigned', investigate: 'investigating' },
  assigned: { ...working, investigate: 'investigating' },
  investigating: working,
  pending_customer: {
    ...open,
    resume: 'investigating',
    'receive-message': 'investigating',
    'wait-for-third-party': 'pending_third_party',
  },
  pending_third_party: { ...open, resume: 'investigating', 'wait-for-customer': 'pending_customer' },
  answered: { ...working, investigate: 'investigating' },
  resolved: { ...always, close: 'closed', reopen: 'received' },
  closed: { ...always, reopen: 'received' },
  rejected: { ...always, reopen: 'received' },
  withdrawn: { ...always, reopen: 'received' },
  duplicate: always,
};

/** No complaint gets into one of these without an answer row; the database sees to it as well. */
export const terminalStatuses = ['resolved', 'closed', 'rejected', 'duplicate', 'withdrawn'] as const;

const terminal: ReadonlySet<string> = new Set(terminalStatuses);
export const isTerminal = (status: ComplaintStatus): boolean => terminal.has(status);

export const openStatuses = (Object.keys(transitions) as ComplaintStatus[]).filter((status) => !isTerminal(status));
