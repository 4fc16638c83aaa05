import { RuleBroken } from '@harken/errors';
import { nextRun, type ProgrammeStatus, type Trigger } from './programme.ts';

export interface ProgrammeState {
  readonly id: string;
  readonly status: ProgrammeStatus;
  readonly version: number;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** When everybody in the audience is asked next. */
  readonly runAt: Date | null;
}

export const programmeCommands = ['start', 'pause', 'end'] as const;
export type ProgrammeCommand = (typeof programmeCommands)[number];

const transitions: Readonly<Record<ProgrammeCommand, Partial<Record<ProgrammeStatus, ProgrammeStatus>>>> = {
  start: { draft: 'running', paused: 'running' },
  pause: { running: 'paused' },
  end: { draft: 'ended', running: 'ended', paused: 'ended' },
};

/** Refuses what the status does not allow. What runs missed during a pause is not made up for. */
export function changeStatus(
  state: ProgrammeState,
  { command, trigger, now }: { command: ProgrammeCommand; trigger: Trigger; now: Date },
): ProgrammeState {
  const status = transitions[command][state.status];
  if (!status) {
    const details = { id: state.id, status: state.status, command };
    throw new RuleBroken('programme.wrong-status', `A programme that is ${state.status} cannot ${command}.`, details);
  }
  return {
    ...state,
    status,
    startedAt: status === 'running' ? (state.startedAt ?? now) : state.startedAt,
    endedAt: status === 'ended' ? now : null,
    runAt: status === 'running' ? firstRun(trigger, now) : null,
  };
}

/** A list is asked at once, and again whenever it is published with more customers. */
export const firstRun = (trigger: Trigger, now: Date): Date | null =>
  trigger.kind === 'list' ? now : nextRun(trigger, now);
