const at = '2026-03-02T10:15:02.000Z';

/** What the documentation shows of a list as a table. */
export const exampleListItem = {
  id: '01926f3a-7c1e-7b54-9d0e-000000000003',
  number: 'C-2026-000042',
  version: 3,
  cycle: 1,
  status: 'assigned',
  severity: 'high',
  customer: 'crm-10042',
  customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
  touchpoint: 'handover',
  channel: 'phone',
  category: 'defect',
  language: 'en',
  team: 'after-sales',
  assignee: 'anna',
  flags: ['safety'],
  openedAt: at,
  overdue: false,
  dueAt: '2026-03-02T14:15:02.000Z',
  escalationLevel: null,
};

/** And of an export. */
export const exampleExport = {
  ...exampleListItem,
  occurredAt: at,
  outcome: null,
  text: 'The keys did not fit and nobody called back.',
};
