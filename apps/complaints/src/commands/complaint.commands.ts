import type { Tx } from '@harken/database';
import { type CommandTarget, command, commandsController } from '@harken/service';
import { assignComplaint } from '../assignment/assign-complaint.use-case.ts';
import { rerouteComplaint } from '../assignment/reroute-complaint.use-case.ts';
import type { Command, CommandOf } from '../complaint/command.ts';
import { type ComplaintChange, executeCommand } from '../complaint/execute/change-complaint.use-case.ts';
import { linkComplaints } from '../complaint/execute/link-complaints.use-case.ts';
import { resolveComplaint } from '../complaint/execute/resolve-complaint.use-case.ts';
import { ComplaintDto } from '../complaint/response/complaint.dto.ts';
import { complaintResponse } from '../complaint/response/complaint-response.controller.ts';
import {
  answerComplaint,
  markDuplicate,
  undoDuplicate,
  withdrawComplaint,
} from '../duplicates/mark-duplicate.use-case.ts';
import { reopenComplaint } from '../intake/reopen-complaint.use-case.ts';
import { handlerRoles as roles } from '../roles.ts';
import {
  AcknowledgeBody,
  AnswerBody,
  AssignBody,
  ChangeSeverityBody,
  CommandBody,
  LinkBody,
  MarkDuplicateBody,
  NoteBody,
  RejectBody,
  ReopenBody,
  RerouteBody,
  ResolveBody,
  WithdrawBody,
} from './command.dto.ts';

const changeOf = ({ id, expectedVersion, actor }: CommandTarget, onBehalfOf: string | undefined): ComplaintChange => ({
  ...{ id, expectedVersion, actor, onBehalfOf },
});

/** Executes a command that needs to know nothing but the complaint. */
const execute =
  <N extends Command['name']>(name: N) =>
  (
    target: CommandTarget,
    { onBehalfOf, ...fields }: Omit<CommandOf<N>, 'name'> & { readonly onBehalfOf?: string },
    tx: Tx,
  ) =>
    executeCommand(changeOf(target, onBehalfOf), { name, ...fields } as Command, tx);

/** What people do with a complaint, by the name in the address: routes, bulk and OpenAPI derive from it. */
export const complaintCommands = {
  acknowledge: command({
    summary: 'Acknowledge',
    description: 'The customer was told that the complaint has arrived. Stops the acknowledge clock.',
    roles,
    body: AcknowledgeBody,
    run: execute('acknowledge'),
  }),
  assign: command({
    summary: 'Assign',
    description: 'To a member of its team, to whose turn it is, or back into the queue.',
    roles,
    body: AssignBody,
    run: (target, { onBehalfOf, assignee, reason }, tx) =>
      assignComplaint({ ...changeOf(target, onBehalfOf), assignee, reason }, tx),
  }),
  investigate: command({
    summary: 'Investigate',
    description: 'Somebody is working on it.',
    roles,
    body: CommandBody,
    run: execute('investigate'),
  }),
  'wait-for-customer': command({
    summary: 'Wait for the customer',
    description: 'Nothing can be done before the customer answers.',
    roles,
    body: CommandBody,
    run: execute('wait-for-customer'),
  }),
  'wait-for-third-party': command({
    summary: 'Wait for a third party',
    description: 'Nothing can be done before somebody else answers.',
    roles,
    body: CommandBody,
    run: execute('wait-for-third-party'),
  }),
  resume: command({
    summary: 'Resume',
    description: 'The waiting is over.',
    roles,
    body: CommandBody,
    run: execute('resume'),
  }),
  'change-severity': command({
    summary: 'Change the severity',
    description: 'Running clocks get new deadlines, counted from their start.',
    roles,
    body: ChangeSeverityBody,
    run: execute('change-severity'),
  }),
  reroute: command({
    summary: 'Reroute',
    description: 'To another team, or where the rules of today send it.',
    roles,
    body: RerouteBody,
    run: (target, { onBehalfOf, team, reason }, tx) =>
      rerouteComplaint({ ...changeOf(target, onBehalfOf), team, reason }, tx),
  }),
  link: command({
    summary: 'Link',
    description: 'To another complaint it has to do with.',
    roles,
    body: LinkBody,
    run: (target, { onBehalfOf, to, kind = 'related' }, tx) =>
      linkComplaints(changeOf(target, onBehalfOf), { to, kind }, tx),
  }),
  note: command({
    summary: 'Note',
    description: 'Something for colleagues; goes into the history.',
    roles,
    body: NoteBody,
    run: execute('note'),
  }),
  answer: command({
    summary: 'Answer',
    description: 'Answers the customer. Meets the acknowledge and first response clocks, and ends their escalations.',
    roles,
    body: AnswerBody,
    run: (target, { onBehalfOf, ...body }, tx) =>
      answerComplaint(changeOf(target, onBehalfOf), { name: 'answer', ...body }, tx),
  }),
  resolve: command({
    summary: 'Resolve',
    description:
      'Nothing is left to do. Needs an answer: 409 `complaint.answer-missing`; and a cause, if the list of causes has any: 409 `complaint.cause-missing`.',
    roles,
    body: ResolveBody,
    run: (target, { onBehalfOf, ...body }, tx) =>
      resolveComplaint(changeOf(target, onBehalfOf), { name: 'resolve', ...body }, tx),
  }),
  close: command({
    summary: 'Close',
    description:
      'The file is closed, and resolved if it is not: then it needs what that needs. Needs an answer: 409 `complaint.answer-missing`.',
    roles,
    body: ResolveBody,
    run: (target, { onBehalfOf, ...body }, tx) =>
      resolveComplaint(changeOf(target, onBehalfOf), { name: 'close', ...body }, tx),
  }),
  reject: command({
    summary: 'Reject',
    description: 'With an answer that says why.',
    roles,
    body: RejectBody,
    run: (target, { onBehalfOf, ...body }, tx) =>
      answerComplaint(changeOf(target, onBehalfOf), { name: 'reject', ...body }, tx),
  }),
  withdraw: command({
    summary: 'Withdraw',
    description:
      'The customer takes it back. Without a text a standard text is recorded that is to be sent. Its duplicates are open again.',
    roles,
    body: WithdrawBody,
    run: (target, { onBehalfOf, ...body }, tx) => withdrawComplaint(changeOf(target, onBehalfOf), body, tx),
  }),
  'mark-duplicate': command({
    summary: 'Mark as duplicate',
    description:
      'It repeats another complaint, which may be of another customer. Without a text a standard text is recorded that is to be sent: that both are handled together, or the answer if the other one has one; read an answer before you send it to another customer. Its own duplicates move to the other one. One that was withdrawn or is a duplicate itself is refused.',
    roles,
    body: MarkDuplicateBody,
    run: (target, { onBehalfOf, ...body }, tx) => markDuplicate(changeOf(target, onBehalfOf), body, tx),
  }),
  'undo-duplicate': command({
    summary: 'Undo a duplicate',
    description: 'It repeats no other complaint: it is open again, and its clocks go on as if they had never stopped.',
    roles,
    body: CommandBody,
    run: (target, { onBehalfOf, reason }, tx) => undoDuplicate(changeOf(target, onBehalfOf), reason, tx),
  }),
  reopen: command({
    summary: 'Reopen',
    description:
      'Within the reopen window of the response policy, measured from its end: a new cycle with fresh response clocks, while the resolution clock goes on from the first day. After it: a new complaint for the same customer, touchpoint, category, product and location, with the reason as its text, linked by `follows`; as long as that one is open, a further attempt is 409 `complaint.followed-already`.',
    roles,
    body: ReopenBody,
    created: 'After the window: the new complaint, also in `Location`.',
    run: (target, { onBehalfOf, reason }, tx) => reopenComplaint(changeOf(target, onBehalfOf), reason, tx),
  }),
};

export const ComplaintCommandsController = commandsController(complaintCommands, {
  name: 'ComplaintCommands',
  tag: 'Commands',
  path: 'v1/complaints/:id',
  answer: { description: 'The complaint.', type: ComplaintDto },
  respond: (complaint, { id }, tx) => complaintResponse(tx, complaint.id, complaint.id === id ? 'ok' : 'created'),
});
