import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, severity, time, uuid } from '../shapes.ts';
import { sampleAt, sampleComplaint } from './complaint-facts.ts';

const count = () => Type.Integer({ minimum: 0 });

export const ComplaintImportFinished = defineEvent({
  type: 'harken.complaints.complaint-import-finished.v1',
  topic: 'complaints.events',
  subject: 'importId',
  summary:
    'An import of complaints is complete. It names what is overdue among them once, instead of an alert for each complaint.',
  schema: Type.Object(
    {
      importId: name(),
      complaints: count(),
      open: count(),
      overdue: Type.Object(
        {
          total: count(),
          /** The worst of them; `low` without any. */
          severity: severity(),
          byTeam: Type.Array(Type.Object({ team: name(), count: count() }, closed)),
          byLevel: Type.Array(Type.Object({ level: Type.Integer({ minimum: 0, maximum: 9 }), count: count() }, closed)),
          /** Those that are overdue longest, at most 100. */
          longest: Type.Array(
            Type.Object({ complaintId: uuid(), number: name(), team: name(), dueAt: time() }, closed),
            { maxItems: 100 },
          ),
        },
        closed,
      ),
      by: name(),
      at: time(),
    },
    closed,
  ),
  sample: {
    importId: 'crm-2016',
    complaints: 5400,
    open: 12,
    overdue: {
      total: 1,
      severity: 'high' as const,
      byTeam: [{ team: 'after-sales', count: 1 }],
      byLevel: [{ level: 3, count: 1 }],
      longest: [
        {
          complaintId: sampleComplaint.complaintId,
          number: sampleComplaint.number,
          team: 'after-sales',
          dueAt: '2018-03-02T10:15:02.000Z',
        },
      ],
    },
    by: 'acme',
    at: sampleAt,
  },
});
