import type { Outcome, Severity } from '@harken/contracts';
import type { Tx } from '@harken/messaging';
import { assignComplaint } from '../assignment/assign-complaint.use-case.ts';
import { rerouteComplaint } from '../assignment/reroute-complaint.use-case.ts';
import type { Complaint } from '../complaint/complaint.ts';
import { type ComplaintChange, workOnComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { linkComplaints, markDuplicate } from '../complaint/execute/connect-complaints.use-case.ts';
import { reopenComplaint } from '../intake/reopen-complaint.use-case.ts';

interface Why {
  readonly reason?: string;
}
interface PerhapsTold extends Why {
  readonly channel?: string;
  readonly text?: string;
}
interface Told {
  readonly channel: string;
  readonly text: string;
}

/** What the commands that people give say besides the complaint. */
export interface CommandBodies {
  readonly acknowledge: Why;
  readonly investigate: Why;
  readonly 'wait-for-customer': Why;
  readonly 'wait-for-third-party': Why;
  readonly resume: Why;
  readonly resolve: Why;
  readonly close: Why;
  /** Without an assignee, whose turn it is. */
  readonly assign: Why & { readonly assignee?: string | null };
  readonly answer: Told & {
    readonly outcome: Outcome;
    readonly reasons: readonly string[];
    readonly recourse?: string;
  };
  readonly reject: Told & { readonly reasons: readonly string[] };
  readonly withdraw: PerhapsTold;
  readonly 'mark-duplicate': PerhapsTold & { readonly of: string };
  readonly reopen: { readonly reason: string };
  readonly 'change-severity': Why & { readonly severity: Severity };
  readonly reroute: Why & { readonly team?: string };
  readonly link: { readonly to: string; readonly kind?: string };
  readonly note: { readonly text: string };
}
export type GivenCommand = keyof CommandBodies;

type Run<N extends GivenCommand> = (change: ComplaintChange, body: CommandBodies[N], tx: Tx) => Promise<Complaint>;

const plain =
  <N extends GivenCommand>(name: N): Run<N> =>
  (change, body, tx) =>
    workOnComplaint(change, { name, ...body } as Parameters<typeof workOnComplaint>[1], tx);

const runs: { readonly [N in GivenCommand]: Run<N> } = {
  acknowledge: plain('acknowledge'),
  investigate: plain('investigate'),
  'wait-for-customer': plain('wait-for-customer'),
  'wait-for-third-party': plain('wait-for-third-party'),
  resume: plain('resume'),
  resolve: plain('resolve'),
  close: plain('close'),
  answer: plain('answer'),
  reject: plain('reject'),
  withdraw: plain('withdraw'),
  note: plain('note'),
  assign: (change, { assignee, reason }, tx) => assignComplaint({ ...change, assignee, reason }, tx),
  'mark-duplicate': markDuplicate,
  reopen: (change, { reason }, tx) => reopenComplaint(change, reason, tx),
  'change-severity': plain('change-severity'),
  reroute: (change, { team, reason }, tx) => rerouteComplaint({ ...change, team, reason }, tx),
  link: (change, { to, kind = 'related' }, tx) => linkComplaints(change, { to, kind }, tx),
};

/** Any command that a person may give, with the looks elsewhere that it needs. The complaint that came of it. */
export const runCommand = <N extends GivenCommand>(
  name: N,
  change: ComplaintChange,
  body: CommandBodies[N],
  tx: Tx,
): Promise<Complaint> => runs[name](change, body, tx);
