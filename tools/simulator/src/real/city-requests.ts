import { DateTime } from 'luxon';
import { filled, type Mapping, slug } from './mapping.ts';

const newYork = (local: string | undefined): string =>
  DateTime.fromISO(local ?? '', { zone: 'America/New_York' })
    .toUTC()
    .toISO() ?? '1970-01-01T00:00:00Z';

/** Requests to the city of Boston: most are orders to a service, not complaints. */
export const bostonRequests: Mapping = {
  file: 'boston-311-week.csv',
  rows: 120,
  map: (row) => [
    {
      id: `boston-${row.case_id}`,
      customer: `resident-${row.case_id}`,
      method: row.source === 'Constituent Call' ? 'call' : 'email',
      kind: 'other',
      touchpoint: slug(row.reason ?? 'city'),
      text: row.title ?? '',
      occurredAt: newYork(row.opened_at),
      ...filled({ channel: slug(row.source ?? ''), category: slug(row.type ?? '') }),
    },
  ],
};

/** Requests to New York City, which calls them complaints itself. */
export const newYorkComplaints: Mapping = {
  file: 'nyc-311.csv',
  rows: 120,
  map: (row) => [
    {
      id: `nyc-${row.request_id}`,
      customer: `resident-${row.request_id}`,
      method: row.channel === 'PHONE' ? 'call' : 'email',
      kind: 'complaint',
      touchpoint: slug(row.agency ?? 'city'),
      text: `${row.complaint_type}: ${row.descriptor}`,
      occurredAt: newYork(row.created_at),
      ...filled({ channel: slug(row.channel ?? ''), category: slug(row.complaint_type ?? '') }),
    },
  ],
};
