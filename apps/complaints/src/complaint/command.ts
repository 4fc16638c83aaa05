import type { ComplaintStatus, Outcome, Severity } from '@harken/contracts';

type WithReason = { readonly reason?: string | undefined };
/** How the reply reached the customer. */
type ReplyText = { readonly channel: string; readonly text: string };
type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What the customer of a duplicate may know of the original. */
export interface OriginalFacts {
  readonly number: string;
  readonly customer: string | null;
  /** What its customer was answered, if that is known. */
  readonly answer: string | null;
}

/** A message of the thread, which keeps its text. `duplicate`: on whose thread it was written, if not on its own. */
type MessageReference = {
  readonly messageId: string;
  readonly channel: string;
  readonly attachments: number;
  readonly duplicate?: string | undefined;
};

type SimpleCommand<N extends string> = N extends string ? { readonly name: N } & WithReason : never;

export type Command =
  | SimpleCommand<'investigate' | 'wait-for-customer' | 'wait-for-third-party' | 'resume'>
  | ({ readonly name: 'resolve'; readonly cause?: string | undefined } & WithReason)
  | ({ readonly name: 'close'; readonly cause?: string | undefined } & WithReason)
  /** `channel`: how the customer was told; without it the policy says whether a message goes out. */
  | ({ readonly name: 'acknowledge'; readonly channel?: string | undefined } & WithReason)
  | ({ readonly name: 'assign'; readonly assignee: string | null; readonly how?: string | undefined } & WithReason)
  | ({ readonly name: 'answer'; readonly outcome: Outcome; readonly reasons: readonly string[] } & ReplyText & {
        readonly recourse?: string | undefined;
      })
  | ({ readonly name: 'reject'; readonly reasons: readonly string[] } & ReplyText)
  | ({ readonly name: 'withdraw' } & Optional<ReplyText> & WithReason)
  | ({
      readonly name: 'mark-duplicate';
      readonly of: string;
      readonly original?: OriginalFacts | undefined;
    } & Optional<ReplyText> &
      WithReason)
  | ({ readonly name: 'undo-duplicate' } & WithReason)
  | { readonly name: 'reopen'; readonly reason: string }
  | ({ readonly name: 'change-severity'; readonly severity: Severity } & WithReason)
  | ({
      readonly name: 'reroute';
      readonly team: string;
      readonly assignee: string | null;
      readonly rule: string | null;
    } & WithReason)
  | { readonly name: 'link'; readonly to: string; readonly kind: string }
  | { readonly name: 'note'; readonly text: string }
  | ({ readonly name: 'receive-message' } & MessageReference)
  | ({ readonly name: 'send-message' } & MessageReference);

export type CommandOf<N extends Command['name']> = N extends unknown ? Extract<Command, { name: N }> : never;
export type CommandName = Command['name'];

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
  // Where it stood before, as far as that can be told: the decision says.
  duplicate: { ...inEveryStatus, 'undo-duplicate': 'received' },
};

/** A complaint cannot get one of these statuses without an answer row; the database checks it as well. */
const terminalStatuses: ReadonlySet<string> = new Set(['resolved', 'closed', 'rejected', 'duplicate', 'withdrawn']);
export const isTerminal = (status: ComplaintStatus): boolean => terminalStatuses.has(status);
