import { CommitSignal, millisecondsUntil } from '@harken/database';

/** Notified when a clock or an escalation has a step that is due before the worker wakes by itself. */
export const timersSignal = new CommitSignal();

export const nextStepInMs = millisecondsUntil(`
  SELECT least((SELECT min(step_at) FROM clocks WHERE step_at IS NOT NULL),
               (SELECT min(step_at) FROM escalations WHERE step_at IS NOT NULL))`);
