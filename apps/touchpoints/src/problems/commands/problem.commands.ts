import { command, commandsController, HttpResponse } from '@harken/service';
import { changeProblem } from './change-problem.use-case.ts';
import { linkComplaints, unlinkComplaints } from './link-complaints.use-case.ts';
import {
  CloseProblemBody,
  LinkProblemBody,
  ProblemDto,
  ProblemPlanBody,
  ReasonBody,
  TellCustomersBody,
  VerifyProblemBody,
} from './problem.dto.ts';
import { problemDto } from './problem-view.controller.ts';
import { tellCustomers } from './tell-customers.use-case.ts';

const roles = ['supervisor', 'manager', 'ops'] as const;

const planOf = <B extends { readonly dueAt?: string }>({ dueAt, ...body }: B) => ({
  ...body,
  dueAt: dueAt === undefined ? undefined : new Date(dueAt),
});

/** What people do with a problem, by the name in the address. */
export const problemCommands = {
  confirm: command({
    summary: 'Confirm a problem',
    description: 'It is one. Owner, cause, action and due date can be said now or later.',
    roles,
    body: ProblemPlanBody,
    run: (target, body, tx) => changeProblem(target, 'confirm', planOf(body), tx),
  }),
  start: command({
    summary: 'Start work on a problem',
    description: 'Somebody works on the cause. Also from `verifying`, when the fix did not help.',
    roles,
    body: ProblemPlanBody,
    run: (target, body, tx) => changeProblem(target, 'start', planOf(body), tx),
  }),
  verify: command({
    summary: 'Verify a fix',
    description:
      'Something was done; from now on the data tell whether it helped. Needs the action (409 `problem.action-missing`) and, if the list of causes has any, a cause (409 `problem.cause-missing`).',
    roles,
    body: VerifyProblemBody,
    run: (target, { fixedAt, ...body }, tx) =>
      changeProblem(
        target,
        'verify',
        { ...planOf(body), fixedAt: fixedAt === undefined ? undefined : new Date(fixedAt) },
        tx,
      ),
  }),
  close: command({
    summary: 'Close a problem',
    description:
      'It is over, and the data say so; while they say too little it takes a reason. While they say that it goes on: 409 `problem.not-verified`. Prepares a message for each customer concerned.',
    roles,
    body: CloseProblemBody,
    run: (target, body, tx) => changeProblem(target, 'close', body, tx),
  }),
  dismiss: command({
    summary: 'Dismiss a problem',
    description: 'It is none. Its complaints raise no suspicion any more; later ones may.',
    roles,
    body: ReasonBody,
    run: (target, body, tx) => changeProblem(target, 'dismiss', body, tx),
  }),
  reopen: command({
    summary: 'Reopen a problem',
    description: 'It is not over, or was dismissed by mistake.',
    roles,
    body: ReasonBody,
    run: (target, body, tx) => changeProblem(target, 'reopen', body, tx),
  }),
  link: command({
    summary: 'Link complaints to a problem',
    description: 'By hand. A complaint belongs to one problem at most: it leaves the other one.',
    roles,
    body: LinkProblemBody,
    run: (target, body, tx) => linkComplaints(target, body, tx),
  }),
  unlink: command({
    summary: 'Take complaints out of a problem',
    description: 'They are not linked to it by themselves again.',
    roles,
    body: LinkProblemBody,
    run: (target, body, tx) => unlinkComplaints(target, body, tx),
  }),
  'tell-customers': command({
    summary: 'Tell the customers what was done',
    description:
      'One message per linked customer, in their language, once: who was told is not told again. Feedback sends it to those who consented, and asks once whether it is better.',
    roles,
    body: TellCustomersBody,
    run: (target, body, tx) => tellCustomers(target, body, tx),
  }),
};

export const ProblemCommandsController = commandsController(problemCommands, {
  name: 'Problems',
  tag: 'Problems',
  path: 'v1/problems/:id',
  answer: { description: 'The problem.', type: ProblemDto },
  respond: async (problem, _, tx) => HttpResponse.ok(await problemDto(tx, problem)).etag(problem.version),
});
