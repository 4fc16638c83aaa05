import type { ComplaintStatus, Severity } from '@harken/contracts';

// TM Forum, TMF621 Trouble Ticket Management API: resource model of v5.0 (statusChangeHistory, externalIdentifier,
// partyOrPartyRole), with the names of v4.0 beside them where they differ (statusChange, externalId, id of a party).

export const ticketStatuses = [
  ...(['acknowledged', 'rejected', 'pending', 'held'] as const),
  ...(['inProgress', 'cancelled', 'closed', 'resolved'] as const),
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

/**
 * A complaint is accepted at once, so a ticket starts as acknowledged. Waiting for the customer is pending, waiting for
 * a third party is held; an answer alone resolves nothing. Duplicates and withdrawn complaints are cancelled.
 */
export const ticketStatusOf: Readonly<Record<ComplaintStatus, TicketStatus>> = {
  received: 'acknowledged',
  acknowledged: 'acknowledged',
  assigned: 'inProgress',
  investigating: 'inProgress',
  pending_customer: 'pending',
  pending_third_party: 'held',
  answered: 'inProgress',
  resolved: 'resolved',
  closed: 'closed',
  rejected: 'rejected',
  duplicate: 'cancelled',
  withdrawn: 'cancelled',
};

/** The complaint statuses that map to a ticket status. */
export const complaintStatusesOf = (status: TicketStatus): ComplaintStatus[] =>
  (Object.keys(ticketStatusOf) as ComplaintStatus[]).filter((one) => ticketStatusOf[one] === status);

const severityOf: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'Major',
  normal: 'Minor',
  low: 'Minor',
};
const priorityOf: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  normal: 'Medium',
  low: 'Low',
};

/** The source of a ticket. Times as RFC 3339. */
export interface TicketSource {
  readonly id: string;
  readonly number: string;
  readonly status: ComplaintStatus;
  readonly severity: Severity;
  readonly customer: string | null;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly category: string | null;
  readonly team: string;
  readonly assignee: string | null;
  readonly feedbackId: string | null;
  readonly duplicateOf: string | null;
  readonly openedAt: string;
  readonly endedAt: string | null;
  readonly text: string | null;
  readonly resolutionDueAt: string | null;
  readonly lastChangeAt: string | null;
  readonly statuses: readonly {
    readonly at: string;
    readonly status: ComplaintStatus;
    readonly reason: string | null;
  }[];
  readonly notes: readonly { readonly id: string; readonly at: string; readonly by: string; readonly text: string }[];
  readonly links: readonly { readonly to: string; readonly kind: string }[];
}

export const ticketPath = (id: string): string => `/v1/tmf/troubleTicket/${id}`;

export function troubleTicket(source: TicketSource) {
  const changes = statusChanges(source);
  const last = changes.at(-1);
  return {
    id: source.id,
    href: ticketPath(source.id),
    '@type': 'TroubleTicket',
    '@baseType': 'Entity',
    name: source.category ? `${source.number}: ${source.category}` : source.number,
    description: source.text ?? '',
    ticketType: 'complaint',
    severity: severityOf[source.severity],
    priority: priorityOf[source.severity],
    status: ticketStatusOf[source.status],
    statusChangeDate: last?.statusChangeDate ?? source.openedAt,
    ...(last?.statusChangeReason && { statusChangeReason: last.statusChangeReason }),
    creationDate: source.openedAt,
    lastUpdate: source.lastChangeAt ?? source.openedAt,
    ...(source.resolutionDueAt && { expectedResolutionDate: source.resolutionDueAt }),
    ...(source.endedAt && { resolutionDate: source.endedAt }),
    ...(source.channel && { channel: { '@type': 'ChannelRef', id: source.channel, name: source.channel } }),
    externalId: source.number,
    externalIdentifier: identifiers(source),
    relatedParty: parties(source),
    relatedEntity: source.touchpoint ? [touchpoint(source.touchpoint)] : [],
    note: source.notes.map(({ id, at, by, text }) => ({ '@type': 'Note', id, date: at, author: by, text })),
    troubleTicketRelationship: relationships(source),
    statusChangeHistory: changes,
    statusChange: changes,
  };
}

export type TroubleTicket = ReturnType<typeof troubleTicket>;

/** One entry per ticket status: several complaint statuses may map to the same one. */
function statusChanges({ statuses }: TicketSource) {
  const mapped = statuses.map(({ at, status, reason }) => ({
    '@type': 'StatusChange',
    status: ticketStatusOf[status],
    statusChangeDate: at,
    ...(reason && { statusChangeReason: reason }),
  }));
  return mapped.filter(({ status }, index) => status !== mapped[index - 1]?.status);
}

const identifier = (externalIdentifierType: string, id: string) => ({
  '@type': 'ExternalIdentifier',
  owner: 'Harken',
  externalIdentifierType,
  id,
});

const identifiers = ({ number, feedbackId }: TicketSource) => [
  identifier('complaintNumber', number),
  ...(feedbackId ? [identifier('feedback', feedbackId)] : []),
];

const party = (role: string, id: string, referredType: string) => ({
  '@type': 'RelatedPartyRefOrPartyRoleRef',
  role,
  id,
  '@referredType': referredType,
  partyOrPartyRole: { '@type': 'PartyRef', id, '@referredType': referredType },
});

const parties = ({ customer, team, assignee }: TicketSource) => [
  ...(customer ? [party('customer', customer, 'Individual')] : []),
  party('team', team, 'Organization'),
  ...(assignee ? [party('assignee', assignee, 'Individual')] : []),
];

const touchpoint = (id: string) => ({
  '@type': 'RelatedEntity',
  role: 'touchpoint',
  entity: { '@type': 'EntityRef', id, '@referredType': 'Touchpoint' },
});

const relationship = (relationshipType: string, id: string) => ({
  '@type': 'TroubleTicketRelationship',
  relationshipType,
  id,
  href: ticketPath(id),
  '@referredType': 'TroubleTicket',
});

const relationships = ({ links, duplicateOf }: TicketSource) => [
  ...(duplicateOf ? [relationship('duplicate', duplicateOf)] : []),
  ...links.filter(({ to }) => to !== duplicateOf).map(({ to, kind }) => relationship(kind, to)),
];
