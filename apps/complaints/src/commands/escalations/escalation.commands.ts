import { type Identity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { Invalid } from '@harken/errors';
import { type CommandTarget, command, commandsController } from '@harken/service';
import { handleEscalation } from '../../complaint/escalation/handle-escalation.ts';
import type { ManagementAction } from '../../complaint/escalation.ts';
import { changeComplaint } from '../../complaint/execute/change-complaint.use-case.ts';
import { ComplaintDto } from '../../complaint/response/complaint.dto.ts';
import { complaintResponse } from '../../complaint/response/complaint-response.controller.ts';
import { handlerRoles, managementRoles as roles } from '../../roles.ts';
import { escalateComplaint } from './escalate-complaint.use-case.ts';
import { ApproveEscalationBody, DeEscalateBody, EscalateBody, InstructBody, TakeOverBody } from './escalation.dto.ts';

type Target = CommandTarget<{ level: number }>;

interface EscalationActionRequest {
  readonly onBehalfOf?: string | undefined;
  readonly reason?: string | undefined;
  readonly toLevel?: number | undefined;
}

const handle =
  <B extends EscalationActionRequest>(action: ManagementAction) =>
  ({ id, level, expectedVersion, actor }: Target, { onBehalfOf, reason, toLevel }: B, tx: Tx) =>
    changeComplaint(
      { id, expectedVersion, actor, onBehalfOf: managerOf(actor, onBehalfOf) },
      (complaint, context) => handleEscalation(complaint, { level, action, reason: reason ?? null, toLevel }, context),
      tx,
    );

/** Somebody has to be named: the person of the key or token, else the one whom the client acts for. */
function managerOf({ person }: Identity, onBehalfOf: string | undefined): string | undefined {
  if (person !== null || onBehalfOf !== undefined) return onBehalfOf;
  throw new Invalid('request.invalid', 'Somebody of management has to be named.', [
    { pointer: '/onBehalfOf', code: 'required', detail: 'is required with a key that names no person' },
  ]);
}

/** What management does about an escalation that stands before it. */
export const escalationCommands = {
  'take-over': command({
    summary: 'Take over',
    description: 'The manager works the complaint and becomes its assignee.',
    roles,
    body: TakeOverBody,
    run: handle<TakeOverBody>('take_over'),
  }),
  instruct: command({
    summary: 'Instruct',
    description: 'Says what to do. The escalation chain goes on.',
    roles,
    body: InstructBody,
    run: (target: Target, { onBehalfOf, text }, tx) => handle('instruct')(target, { onBehalfOf, reason: text }, tx),
  }),
  approve: command({
    summary: 'Approve',
    description: 'Approves what the team does or proposes. The escalation chain goes on.',
    roles,
    body: ApproveEscalationBody,
    run: handle<ApproveEscalationBody>('approve'),
  }),
  'de-escalate': command({
    summary: 'De-escalate',
    description: 'With a reason. The clock escalates no further.',
    roles,
    body: DeEscalateBody,
    run: handle<DeEscalateBody>('de_escalate'),
  }),
};

const escalateCommand = {
  escalate: command({
    summary: 'Escalate',
    description: 'To a level of management (hierarchical), or to another team (functional). The clocks go on.',
    roles: handlerRoles,
    body: EscalateBody,
    run: ({ id, expectedVersion, actor }, { onBehalfOf, ...escalation }, tx) =>
      escalateComplaint({ id, expectedVersion, actor, onBehalfOf }, escalation, tx),
  }),
};

export const EscalateController = commandsController(escalateCommand, {
  name: 'Escalate',
  tag: 'Escalation',
  path: 'v1/complaints/:id',
  answer: { description: 'The complaint.', type: ComplaintDto },
  respond: (_, { id }, tx) => complaintResponse(tx, id),
});

export const EscalationsController = commandsController(escalationCommands, {
  name: 'Escalations',
  tag: 'Escalation',
  path: 'v1/complaints/:id/escalations/:level',
  parameters: {
    level: { description: 'The level of management.', schema: { type: 'integer' }, example: 2, read: parseLevel },
  },
  answer: { description: 'The complaint.', type: ComplaintDto },
  respond: (_, { id }, tx) => complaintResponse(tx, id),
});

function parseLevel(text: string): number {
  if (/^[1-9]$/.test(text)) return Number(text);
  throw new Invalid('request.invalid', 'The level in the address is none.', [
    { pointer: '/path/level', code: 'wrong-format', detail: 'must be a number from 1 to 9' },
  ]);
}
