import { nameOf } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { FieldErrors, RuleBroken } from '@harken/errors';
import type { CommandTarget } from '@harken/service';
import { assertCause, causeStore } from '../cause.store.ts';
import { observedSince } from '../problem.queries.ts';
import { problemStore } from '../problem.store.ts';
import {
  assertPlanned,
  type CommandName,
  nextState,
  type Problem,
  type ProblemPlan,
  planned,
  reopen,
} from '../problem.ts';
import { verify } from '../verification.ts';
import { problemMessages } from './problem-message.store.ts';

/** What a command says beside its name. */
export interface ProblemChange extends ProblemPlan {
  readonly onBehalfOf?: string | undefined;
  readonly note?: string | undefined;
  readonly reason?: string | undefined;
  readonly fixedAt?: Date | undefined;
}

/** Moves the problem on, or says why not. */
export async function changeProblem(
  { id, expectedVersion, actor }: CommandTarget,
  command: CommandName,
  { onBehalfOf, note, reason, fixedAt, ...plan }: ProblemChange,
  tx: Tx,
): Promise<Problem> {
  const active = await causeStore.active(tx);
  return problemStore.change(tx, id, expectedVersion, async (before, now) => {
    const state = nextState(before, command);
    assertCause(plan.cause, active);
    const problem = { ...planned(before, plan), state };
    const after = await effects[command](problem, { now, fixedAt, reason, causesKnown: active.length > 0 }, tx);
    return { problem: after, note: { action: command, by: nameOf(actor, onBehalfOf), note: note ?? reason } };
  });
}

interface Given {
  readonly now: Date;
  readonly fixedAt: Date | undefined;
  readonly reason: string | undefined;
  readonly causesKnown: boolean;
}
type Effect = (problem: Problem, given: Given, tx: Tx) => Promise<Problem> | Problem;

const effects: Readonly<Record<CommandName, Effect>> = {
  confirm: (problem) => problem,
  start: (problem) => ({ ...problem, fixedAt: null }),
  verify: (problem, { now, fixedAt = now, causesKnown }) => {
    assertPlanned(problem, causesKnown);
    const errors = new FieldErrors();
    errors.at('fixedAt').addIf(fixedAt > now, 'problem.fixed-in-future', 'must not be in the future');
    errors.at('fixedAt').addIf(fixedAt < problem.from, 'problem.fixed-before', 'must not be before the problem began');
    errors.throwIfAny('request.invalid', 'The time of the fix cannot be.');
    return { ...problem, fixedAt };
  },
  close: async (problem, { now, reason }, tx) => {
    const since = problem.fixedAt ?? now;
    const { verdict, observed, expected } = verify(problem, since, now, await observedSince(tx, problem.id, since));
    if (verdict === 'not_recovered' || (verdict === 'insufficient_data' && reason === undefined))
      throw new RuleBroken('problem.not-verified', 'The data do not show yet that it is over.', {
        problem: problem.id,
        ...{ verdict, observed, expected },
      });
    await problemMessages.prepare(tx, problem.id);
    return { ...problem, endedAt: now, reason: reason ?? null };
  },
  dismiss: (problem, { now, reason }) => ({ ...problem, endedAt: now, reason: reason ?? null }),
  reopen: (problem) => reopen(problem, problem.state),
};
