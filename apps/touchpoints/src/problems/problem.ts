import { RuleBroken } from '@harken/errors';
import type { Cell } from './cell.ts';

export const problemStates = ['suspected', 'confirmed', 'in_progress', 'verifying', 'closed', 'dismissed'] as const;
export type ProblemState = (typeof problemStates)[number];
/** While a problem lasts, complaints that fit are linked to it. */
export const openStates = ['suspected', 'confirmed', 'in_progress', 'verifying'] as const;
export const isOpen = ({ state }: Pick<Problem, 'state'>): boolean => (openStates as readonly string[]).includes(state);

/** Why the scan suspects it: as of the scan that opened or reopened it. */
export interface ScanEvidence {
  readonly from: Date;
  readonly to: Date;
  readonly observed: number;
  readonly expected: number;
  readonly dispersion: number;
  readonly score: number;
  readonly p: number;
}

export interface Problem extends ScanEvidence {
  readonly id: string;
  readonly state: ProblemState;
  readonly version: number;
  readonly cell: Cell;
  /** Touchpoints that count for the cell; null: all, and complaints without one. */
  readonly touchpoints: readonly string[] | null;
  readonly owner: string | null;
  readonly cause: string | null;
  readonly action: string | null;
  readonly dueAt: Date | null;
  readonly suspectedAt: Date;
  /** Since when what was done should work. */
  readonly fixedAt: Date | null;
  /** When it was closed or dismissed. */
  readonly endedAt: Date | null;
  readonly reason: string | null;
  readonly reopened: number;
}

/** What a person says of it beside the command. */
export interface ProblemPlan {
  readonly owner?: string | undefined;
  readonly cause?: string | undefined;
  readonly action?: string | undefined;
  readonly dueAt?: Date | undefined;
}

export const commandNames = ['confirm', 'start', 'verify', 'close', 'dismiss', 'reopen'] as const;
export type CommandName = (typeof commandNames)[number];

/** The next state by command; what is not there is refused. */
export const transitions: Readonly<Record<CommandName, Partial<Record<ProblemState, ProblemState>>>> = {
  confirm: { suspected: 'confirmed', confirmed: 'confirmed' },
  start: { confirmed: 'in_progress', in_progress: 'in_progress', verifying: 'in_progress' },
  verify: { in_progress: 'verifying', verifying: 'verifying' },
  close: { verifying: 'closed' },
  dismiss: { suspected: 'dismissed', confirmed: 'dismissed' },
  reopen: { closed: 'confirmed', dismissed: 'confirmed' },
};

export function nextState({ id, state }: Problem, command: CommandName): ProblemState {
  const next = transitions[command][state];
  if (next) return next;
  throw new RuleBroken('problem.transition-forbidden', `A problem that is ${state} does not take this.`, {
    problem: id,
    state,
    allowed: commandNames.filter((name) => transitions[name][state] !== undefined),
  });
}

export const planned = (problem: Problem, { owner, cause, action, dueAt }: ProblemPlan): Problem => ({
  ...problem,
  owner: owner ?? problem.owner,
  cause: cause ?? problem.cause,
  action: action ?? problem.action,
  dueAt: dueAt ?? problem.dueAt,
});

/** Whether what was done helped can only be asked when it is known what was done, and about which cause. */
export function assertPlanned({ id, action, cause }: Problem, causesKnown: boolean): void {
  if (action === null) throw new RuleBroken('problem.action-missing', 'Say first what was done.', { problem: id });
  if (cause === null && causesKnown)
    throw new RuleBroken('problem.cause-missing', 'Say first what caused it, from the list of causes.', {
      problem: id,
    });
}

export const reopen = (problem: Problem, state: ProblemState): Problem => ({
  ...problem,
  state,
  endedAt: null,
  fixedAt: null,
  reason: null,
  reopened: problem.reopened + 1,
});
