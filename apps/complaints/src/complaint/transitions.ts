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

/** The next status; `stays` if the command does not change it. */
export type NextStatus = ComplaintStatus | 'stays';
type TransitionRow = Partial<Record<CommandName, NextStatus>>;

const inEveryStatus: TransitionRow = {
  link: 'stays',
  note: 'stays',
  'receive-message': 'stays',
  'send-message': 'stays',
};

const whileOpen: TransitionRow = {
  ...inEveryStatus,
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

const whileInWork: TransitionRow = {
  ...whileOpen,
  'wait-for-customer': 'pending_customer',
  'wait-for-third-party': 'pending_third_party',
};

/** The state machine of a complaint. A command that is not in the row of a status is forbidden there. */
export const transitions: Readonly<Record<ComplaintStatus, TransitionRow>> = {
  received: {
    ...whileOpen,
    acknowledge: 'acknowledged',
    'send-message': 'acknowledged',
    assign: 'assigned',
    investigate: 'investigating',
  },
  acknowledged: { ...whileInWork, assign: 'assigned', investigate: 'investigating' },
  assigned: { ...whileInWork, investigate: 'investigating' },
  investigating: whileInWork,
  pending_customer: {
    ...whileOpen,
    resume: 'investigating',
    'receive-message': 'investigating',
    'wait-for-third-party': 'pending_third_party',
  },
  pending_third_party: { ...whileOpen, resume: 'investigating', 'wait-for-customer': 'pending_customer' },
  answered: { ...whileInWork, investigate: 'investigating' },
  resolved: { ...inEveryStatus, close: 'closed', reopen: 'received' },
  closed: { ...inEveryStatus, reopen: 'received' },
  rejected: { ...inEveryStatus, reopen: 'received' },
  withdrawn: { ...inEveryStatus, reopen: 'received' },
  duplicate: inEveryStatus,
};

/** A complaint cannot get one of these statuses without an answer row; the database checks it as well. */
export const terminalStatuses = ['resolved', 'closed', 'rejected', 'duplicate', 'withdrawn'] as const;

const terminal: ReadonlySet<string> = new Set(terminalStatuses);
export const isTerminal = (status: ComplaintStatus): boolean => terminal.has(status);

export const openStatuses = (Object.keys(transitions) as ComplaintStatus[]).filter((status) => !isTerminal(status));
