import { type EventData, JourneyPublished, TouchpointAlertFired } from '@harken/contracts';

export const datedEventKinds = ['journey-published', 'alert-fired'] as const;

/** Something that happened and may explain a change of that time. */
export interface DatedEvent {
  readonly kind: (typeof datedEventKinds)[number];
  /** Of the journey, or of the monitor. */
  readonly subject: string;
  /** What tells several of one subject apart: the version of a map, the id of an alert. */
  readonly key: string;
  readonly at: string;
  /** null: it concerns more than one. */
  readonly touchpoint: string | null;
}

export function datedEventOf({ type, data }: { readonly type: string; readonly data: unknown }): DatedEvent[] {
  if (type === JourneyPublished.type) {
    const { journeyId, version, at } = data as EventData<typeof JourneyPublished>;
    return [{ kind: 'journey-published', subject: journeyId, key: `${version}`, at, touchpoint: null }];
  }
  if (type === TouchpointAlertFired.type) {
    const { alert, at } = data as EventData<typeof TouchpointAlertFired>;
    const { monitorId, alertId, touchpoint } = alert;
    return [{ kind: 'alert-fired', subject: monitorId, key: alertId, at, touchpoint }];
  }
  return [];
}
