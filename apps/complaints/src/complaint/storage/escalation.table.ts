import { EntitySchema } from 'typeorm';
import type { Escalation } from '../escalation.ts';

export const EscalationTable = new EntitySchema<Escalation>({
  name: 'Escalation',
  tableName: 'escalations',
  columns: {
    id: { type: 'uuid', primary: true },
    complaintId: { type: 'uuid', name: 'complaint_id' },
    cycle: { type: 'smallint' },
    clock: { type: 'text', nullable: true },
    level: { type: 'smallint', nullable: true },
    team: { type: 'text', nullable: true },
    reason: { type: 'text' },
    note: { type: 'text', nullable: true },
    people: { type: 'jsonb', nullable: true },
    at: { type: 'timestamptz', precision: 3 },
    dueAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'due_at' },
    overdueAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'overdue_at' },
    acknowledgedAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'acknowledged_at' },
    action: { type: 'text', nullable: true },
    handledBy: { type: 'text', nullable: true, name: 'handled_by' },
    closedAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'closed_at' },
  },
});
