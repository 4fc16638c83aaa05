import { EntitySchema } from 'typeorm';
import type { ComplaintAnswer } from '../complaint.ts';

export const AnswerTable = new EntitySchema<ComplaintAnswer>({
  name: 'ComplaintAnswer',
  tableName: 'answers',
  columns: {
    id: { type: 'uuid', primary: true },
    complaintId: { type: 'uuid', name: 'complaint_id' },
    cycle: { type: 'smallint' },
    kind: { type: 'text' },
    outcome: { type: 'text', nullable: true },
    reasons: { type: 'text', array: true },
    channel: { type: 'text' },
    text: { type: 'text' },
    recourse: { type: 'text', nullable: true },
    by: { type: 'text' },
    sentAt: { type: 'timestamptz', precision: 3, name: 'sent_at' },
  },
});
