import {
  ComplaintImported,
  CustomerListChanged,
  contracts,
  type EventContract,
  PraiseReceived,
  type Severity,
  withoutVersion,
} from '@harken/contracts';

/** The alert as delivered: ids and facts, no names, texts or contact data. */
export interface Alert {
  readonly id: string;
  /** The name of the event that caused it, without its version. */
  readonly type: string;
  readonly severity: Severity;
  readonly at: string;
  readonly subject: string;
  readonly summary: string;
  readonly links: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The fields that filters match. */
export interface AlertFacets {
  readonly type: string;
  readonly severity: Severity;
  readonly touchpoint: string | null;
  readonly team: string | null;
  readonly segments: readonly string[];
}

/** An alert before the log gives it a position. */
export interface NewAlert {
  readonly alert: Alert;
  readonly facets: AlertFacets;
  /** When the event happened; a repeat of it has the same time. */
  readonly eventTime: Date;
  readonly traceparent: string | null;
}

/** An alert of the log. `body` is the JSON as it is delivered everywhere, byte for byte. */
export interface LoggedAlert {
  readonly position: number;
  readonly recordedAt: Date;
  readonly id: string;
  readonly facets: AlertFacets;
  readonly body: string;
}

// What is history alarms nobody: the end of its import tells of it once.
const causesAlerts = ({ type }: EventContract): boolean =>
  (type.startsWith('harken.complaints.complaint-') && type !== ComplaintImported.type) ||
  type.startsWith('harken.complaints.compensation-') ||
  type.startsWith('harken.touchpoints.touchpoint-alert-') ||
  type === PraiseReceived.type ||
  type === CustomerListChanged.type ||
  type.startsWith('harken.notifications.');

/** The events that become alerts. */
export const alertContracts: readonly EventContract[] = contracts.filter(causesAlerts);
export const alertTypes: readonly string[] = alertContracts.map(({ type }) => withoutVersion(type)).sort();

/** Sent by `test` to one subscription only; never part of the log. */
export const pingType = 'harken.notifications.ping';
