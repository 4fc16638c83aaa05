import { Invalid } from '@harken/errors';
import { type CommandTarget, command, commandsController, HttpResponse } from '@harken/service';
import { intakeRoles, handlerRoles as roles } from '../roles.ts';
import { type CompensationChange, executeCompensationCommand } from './change-compensation.use-case.ts';
import {
  ApproveCompensationBody,
  CompensationDto,
  FulfilmentBody,
  RefuseCompensationBody,
} from './compensation.dto.ts';
import { getCompensation } from './compensation.queries.ts';
import type { CompensationCommand } from './decide-compensation.ts';

const changeOf = (
  { id, expectedVersion, actor }: CommandTarget,
  onBehalfOf: string | undefined,
): CompensationChange => ({
  ...{ id, expectedVersion, actor, onBehalfOf },
});

export const compensationCommands = {
  approve: command({
    summary: 'Approve it',
    description:
      'Within the limit of your role, also your own proposal. Above the four-eyes amount another person than the proposer has to. From then on the CRM carries it out.',
    roles,
    body: ApproveCompensationBody,
    run: (target, { onBehalfOf }, tx) =>
      executeCompensationCommand(changeOf(target, onBehalfOf), { name: 'approve', roles: target.actor.roles }, tx),
  }),
  decline: command({
    summary: 'Decline it',
    description: 'The proposal is not approved.',
    roles,
    body: RefuseCompensationBody,
    run: (target, { onBehalfOf, reason }, tx) =>
      executeCompensationCommand(
        changeOf(target, onBehalfOf),
        { name: 'decline', roles: target.actor.roles, reason },
        tx,
      ),
  }),
  cancel: command({
    summary: 'Cancel it',
    description: 'Takes it back, also after its approval, unless the customer has it: the CRM is told to stop.',
    roles,
    body: RefuseCompensationBody,
    run: (target, { onBehalfOf, reason }, tx) =>
      executeCompensationCommand(changeOf(target, onBehalfOf), { name: 'cancel', reason }, tx),
  }),
  fulfilment: command({
    summary: 'Confirm its fulfilment',
    description: 'The CRM says that the customer has it, or why not. What has failed may be fulfilled later.',
    roles: intakeRoles,
    body: FulfilmentBody,
    run: (target, { onBehalfOf, ...body }, tx) =>
      executeCompensationCommand(changeOf(target, onBehalfOf), fulfilmentOf(body), tx),
  }),
};

export const CompensationCommandsController = commandsController(compensationCommands, {
  name: 'CompensationCommands',
  tag: 'Compensation',
  path: 'v1/compensations/:id',
  answer: { description: 'The compensation.', type: CompensationDto },
  respond: async ({ version }, { id }, tx) => HttpResponse.ok(await getCompensation(tx, id)).etag(version),
});

function fulfilmentOf({ outcome, fulfilledAt, reference: given, reason }: FulfilmentBody): CompensationCommand {
  const reference = given ?? null;
  if (outcome === 'failed' && fulfilledAt === undefined && reason !== undefined)
    return { name: 'fail', reason, reference };
  if (outcome === 'fulfilled' && reason === undefined)
    return { name: 'fulfil', fulfilledAt: fulfilledAt === undefined ? null : new Date(fulfilledAt), reference };
  const pointer = outcome === 'failed' ? '/fulfilledAt' : '/reason';
  throw new Invalid('request.invalid', `What is ${outcome} does not have this.`, [
    { pointer, code: 'unwanted', detail: `not together with the outcome ${outcome}` },
  ]);
}
