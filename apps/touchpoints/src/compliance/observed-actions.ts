import type { EventData, FeedbackReceived, FeedbackRetracted, FeedbackSuperseded } from '@harken/contracts';

type FeedbackData = EventData<typeof FeedbackReceived>;
export type ObservingEvent = EventData<typeof FeedbackReceived | typeof FeedbackSuperseded | typeof FeedbackRetracted>;

/** Whether somebody saw an action done at a touchpoint. */
export interface ObservedAction {
  readonly feedbackId: string;
  readonly touchpoint: string;
  readonly action: string;
  readonly done: boolean;
  readonly employee: string | null;
  readonly occurredAt: Date;
}

type Observing = Pick<FeedbackData, 'method' | 'touchpoint' | 'actions' | 'employee' | 'occurredAt'>;

/** The actions of an observation; other feedback tells what its speaker felt. An action named twice counts as it was named last. */
export function observedActions(feedbackId: string, data: Observing): ObservedAction[] {
  const { method, touchpoint, actions, employee, occurredAt } = data;
  if (method !== 'observation' || touchpoint === null) return [];
  const last = new Map(actions.map(({ action, done }) => [action, done]));
  const place = { feedbackId, touchpoint, employee, occurredAt: new Date(occurredAt) };
  return [...last].map(([action, done]) => ({ ...place, action, done }));
}
