import { filled, type Mapping, slug } from './mapping.ts';

const methods: Readonly<Record<string, string>> = {
  Phone: 'call',
  Web: 'email',
  Email: 'email',
  'Web Referral': 'email',
};

/** Complaints to banks and lenders, with the consumer's story where it was published. */
export const bankComplaints: Mapping = {
  file: 'cfpb-complaints.csv',
  rows: 400,
  map: (row) => [
    {
      id: `cfpb-${row.complaint_id}`,
      customer: `bank-${row.complaint_id}`,
      method: methods[row.submitted_via ?? ''] ?? 'email',
      kind: 'complaint',
      touchpoint: slug(row.product ?? 'bank'),
      text: row.narrative || `${row.issue} ${row.sub_issue}`.trim(),
      language: 'en',
      occurredAt: `${row.date_received}T12:00:00Z`,
      ...filled({ channel: slug(row.submitted_via ?? ''), category: slug(row.issue ?? '') }),
    },
  ],
};
