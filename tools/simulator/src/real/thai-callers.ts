import { type Mapping, slug } from './mapping.ts';

const kinds: Readonly<Record<string, string>> = { enquire: 'question', report: 'complaint' };

/** What Thai callers say to a telephone company. */
export const thaiCallers: Mapping = {
  file: 'callcentre-th.csv',
  rows: 200,
  map: (row, index, now) => [
    {
      id: `th-${index}`,
      customer: `caller-${index}`,
      method: 'call',
      kind: kinds[row.action ?? ''] ?? 'other',
      touchpoint: slug(row.destination ?? 'hotline'),
      channel: 'phone',
      category: slug(row.object ?? 'call') || 'call',
      text: row.text ?? '',
      language: 'th',
      occurredAt: now.toISOString(),
    },
  ],
};
