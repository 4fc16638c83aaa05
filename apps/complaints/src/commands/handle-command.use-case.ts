import type { Outcome, Severity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { assignComplaint } from '../assignment/assign-complaint.use-case.ts';
import { rerouteComplaint } from '../assignment/reroute-complaint.use-case.ts';
import type { Complaint } from '../complaint/complaint.ts';
import { type ComplaintChange, executeCommand } from '../complaint/execute/change-complaint.use-case.ts';
import { linkComplaints, markDuplicate } from '../complaint/execute/link-complaints.use-case.ts';
import { reopenComplaint } from '../intake/reopen-complaint.use-case.ts';

interface ReasonBody {
  readonly reason?: string;
}
interface OptionalReplyFields extends ReasonBody {
  readonly channel?: string;
  readonly text?: string;
}
interface ReplyFields {
  readonly channel: string;
  readonly text: string;
}

/** The bodies of the commands that people give. */
export interface CommandBodies {
  readonly acknowledge: ReasonBody;
  readonly investigate: ReasonBody;
  readonly 'wait-for-customer': ReasonBody;
  readonly 'wait-for-third-party': ReasonBody;
  readonly resume: ReasonBody;
  readonly resolve: ReasonBody;
  readonly close: ReasonBody;
  /** Without an assignee: the next one in the team's rotation. */
  readonly assign: ReasonBody & { readonly assignee?: string | null };
  readonly answer: ReplyFields & {
    readonly outcome: Outcome;
    readonly reasons: readonly string[];
    readonly recourse?: string;
  };
  readonly reject: ReplyFields & { readonly reasons: readonly string[] };
  readonly withdraw: OptionalReplyFields;
  readonly 'mark-duplicate': OptionalReplyFields & { readonly of: string };
  readonly reopen: { readonly reason: string };
  readonly 'change-severity': ReasonBody & { readonly severity: Severity };
  readonly reroute: ReasonBody & { readonly team?: string };
  readonly link: { readonly to: string; readonly kind?: string };
  readonly note: { readonly text: string };
}
export type ManualCommandName = keyof CommandBodies;

type Handler<N extends ManualCommandName> = (
  change: ComplaintChange,
  body: CommandBodies[N],
  tx: Tx,
) => Promise<Complaint>;

const simple =
  <N extends ManualCommandName>(name: N): Handler<N> =>
  (change, body, tx) =>
    executeCommand(change, { name, ...body } as Parameters<typeof executeCommand>[1], tx);

const handlers: { readonly [N in ManualCommandName]: Handler<N> } = {
  acknowledge: simple('acknowledge'),
  investigate: simple('investigate'),
  'wait-for-customer': simple('wait-for-customer'),
  'wait-for-third-party': simple('wait-for-third-party'),
  resume: simple('resume'),
  resolve: simple('resolve'),
  close: simple('close'),
  answer: simple('answer'),
  reject: simple('reject'),
  withdraw: simple('withdraw'),
  note: simple('note'),
  assign: (change, { assignee, reason }, tx) => assignComplaint({ ...change, assignee, reason }, tx),
  'mark-duplicate': markDuplicate,
  reopen: (change, { reason }, tx) => reopenComplaint(change, reason, tx),
  'change-severity': simple('change-severity'),
  reroute: (change, { team, reason }, tx) => rerouteComplaint({ ...change, team, reason }, tx),
  link: (change, { to, kind = 'related' }, tx) => linkComplaints(change, { to, kind }, tx),
};

/** Executes a command that a person gives, with the reads that it needs. Returns the resulting complaint. */
export const handleCommand = <N extends ManualCommandName>(
  name: N,
  change: ComplaintChange,
  body: CommandBodies[N],
  tx: Tx,
): Promise<Complaint> => handlers[name](change, body, tx);
