import {
  type AlertFacts,
  type CompensationFacts,
  type ComplaintFacts,
  ComplaintImportFinished,
  type CustomerListChanged,
  type EventData,
  type PraiseReceived,
  type Severity,
  SubscriptionDisabled,
  withoutVersion,
} from '@harken/contracts';
import type { Static } from 'typebox';
import type { AlertFacets, NewAlert } from './alert.ts';
import { alertIdOf } from './alert-id.ts';
import {
  type AlertData,
  complaintSummary,
  customerListSummary,
  importSummary,
  praiseSummary,
  touchpointSummary,
} from './alert-summary.ts';

type Complaint = Static<typeof ComplaintFacts> & { readonly severity: Severity };
type TouchpointAlert = Static<typeof AlertFacts> & { readonly severity: Severity };
type Compensation = Static<typeof CompensationFacts>;

/** The parts of an incoming event that an alert needs. */
export interface CausingEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: Date;
  readonly traceparent?: string;
  readonly data: unknown;
}

/** The alert of an event: thin. Free texts, names and the CRM's own customer ids stay behind. */
export function alertOfEvent(event: CausingEvent): NewAlert {
  const data = event.data as AlertData;
  if ('complaint' in data) return ofComplaint(event, data.complaint as Complaint, data);
  if ('alert' in data) return ofTouchpointAlert(event, data.alert as TouchpointAlert, data);
  if ('importId' in data) return ofImport(event, event.data as EventData<typeof ComplaintImportFinished>);
  if ('list' in data) return ofCustomerList(event, event.data as EventData<typeof CustomerListChanged>);
  if ('employee' in data) return ofPraise(event, event.data as EventData<typeof PraiseReceived>);
  return ofSubscription(event, data);
}

// Codes, numbers and times of the events; `by` and `reason` texts are people's words and are left out.
const complaintExtras = [
  ...['clock', 'startedAt', 'dueAt', 'late', 'level', 'escalationId', 'action', 'answerId', 'outcome', 'first'],
  ...['messageId', 'purpose', 'attachments', 'afterEnd', 'duplicate', 'sentAt', 'pausedSince', 'runsAgainAt'],
  ...['from', 'to', 'of', 'correction', 'origin', 'rule', 'occurredAt'],
  ...['compensation', 'fourEyes', 'management', 'expiresAt', 'fulfilBy', 'fulfilledAt', 'approvedBefore', 'rating'],
] as const;

const pick = (facts: AlertData, names: readonly string[]): AlertData =>
  Object.fromEntries(names.filter((name) => name in facts).map((name) => [name, facts[name]]));

function ofComplaint(event: CausingEvent, complaint: Complaint, data: AlertData): NewAlert {
  const type = withoutVersion(event.type);
  const { customer, feedbackId, ...facts } = complaint;
  const links = {
    complaint: `/v1/complaints/${complaint.complaintId}`,
    history: `/v1/complaints/${complaint.complaintId}/history`,
    ...('compensation' in data ? { compensation: compensationLink(data.compensation as Compensation) } : {}),
    ...(feedbackId ? { feedback: `/v1/feedback/${feedbackId}` } : {}),
  };
  const extras = pick(data, complaintExtras);
  // Of escalations and of messages that did not arrive the reason is a code.
  const reason = 'reason' in data && ('level' in data || 'purpose' in data) ? { reason: data.reason } : {};
  const { customerId = null, segments = [], tier = null, language: customerLanguage = null } = customer ?? {};
  const customerData = { customerId, segments, tier, customerLanguage };
  return build(event, {
    facets: { ...facetsOf(type, complaint), segments },
    summary: complaintSummary(type, complaint.number, { ...extras, ...reason, status: complaint.status }),
    links,
    data: { ...facts, feedbackId, ...customerData, ...extras, ...reason },
    at: data.at ?? complaint.openedAt,
  });
}

const compensationLink = ({ compensationId }: Compensation): string => `/v1/compensations/${compensationId}`;

function ofTouchpointAlert(event: CausingEvent, alert: TouchpointAlert, data: AlertData): NewAlert {
  const type = withoutVersion(event.type);
  return build(event, {
    facets: { ...facetsOf(type, alert), segments: [] },
    summary: touchpointSummary(type, alert),
    links: { touchpoint: `/v1/touchpoints/${encodeURIComponent(alert.touchpoint)}`, alerts: '/v1/touchpoint-alerts' },
    data: { ...alert, ...pick(data, ['why', 'to']) },
    at: data.at,
  });
}

function ofImport(event: CausingEvent, finished: EventData<typeof ComplaintImportFinished>): NewAlert {
  const { by: _, at, ...data } = finished;
  const severity = data.overdue.severity as Severity;
  const type = withoutVersion(ComplaintImportFinished.type);
  return build(event, {
    facets: { type, severity, touchpoint: null, team: null, segments: [] },
    summary: importSummary(finished),
    links: {
      import: `/v1/complaints/imports/${encodeURIComponent(data.importId)}`,
      overdue: '/v1/complaints?overdue=true&order=due',
    },
    data: { ...data, overdueTotal: data.overdue.total },
    at,
  });
}

/** For the person it names. */
function ofPraise(event: CausingEvent, praise: EventData<typeof PraiseReceived>): NewAlert {
  const { occurredAt: _, receivedAt: at, ...data } = praise;
  return build(event, {
    facets: { ...facetsOf(withoutVersion(event.type), { ...praise, severity: 'low', team: null }), segments: [] },
    summary: praiseSummary(praise),
    links: { feedback: `/v1/feedback/${praise.feedbackId}` },
    data,
    at,
  });
}

/** Whom to call: the CRM reads the customer by its id. */
function ofCustomerList(event: CausingEvent, changed: EventData<typeof CustomerListChanged>): NewAlert {
  const { customer, at, ...data } = changed;
  const { customerId, segments, tier } = customer;
  const severity: Severity = changed.change === 'entered' && changed.list === 'intervention' ? 'high' : 'low';
  return build(event, {
    facets: { type: withoutVersion(event.type), severity, touchpoint: null, team: null, segments },
    summary: customerListSummary(changed),
    links: {
      list: `/v1/customer-lists/${changed.list}`,
      summary: `/v1/customers/${encodeURIComponent(`id:${customerId}`)}/summary`,
    },
    data: { ...data, customerId, segments, tier },
    at,
  });
}

function ofSubscription(event: CausingEvent, data: AlertData): NewAlert {
  const type = withoutVersion(SubscriptionDisabled.type);
  const id = String(data.subscriptionId);
  return build(event, {
    facets: { type, severity: 'high', touchpoint: null, team: null, segments: [] },
    summary: `Subscription ${id} was disabled: ${disabledBecause(data.reason)}.`,
    links: { subscription: `/v1/subscriptions/${id}`, deliveries: `/v1/subscriptions/${id}/deliveries` },
    data: { subscriptionId: id, reason: data.reason },
    at: data.at,
  });
}

function disabledBecause(reason: unknown): string {
  if (reason === 'keyless') return 'its client has no live key any more';
  return reason === 'gone' ? 'its endpoint is gone' : 'its endpoint kept failing';
}

const facetsOf = (type: string, of: { severity: Severity; touchpoint: string | null; team: string | null }) => ({
  type,
  severity: of.severity,
  touchpoint: of.touchpoint,
  team: of.team,
});

interface AlertContent {
  readonly facets: AlertFacets;
  readonly summary: string;
  readonly links: Readonly<Record<string, string>>;
  readonly data: AlertData;
  readonly at: unknown;
}

function build(event: CausingEvent, { facets, summary, links, data, at }: AlertContent): NewAlert {
  const { type, severity } = facets;
  const time = typeof at === 'string' ? at : event.time.toISOString();
  return {
    alert: { id: alertIdOf(event), type, severity, at: time, subject: event.subject, summary, links, data },
    facets,
    eventTime: event.time,
    traceparent: event.traceparent ?? null,
  };
}
