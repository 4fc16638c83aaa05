import { EntitySchema } from 'typeorm';
import type { SlaClock } from '../sla-clock.ts';

export const SlaClockTable = new EntitySchema<SlaClock>({
  name: 'Clock',
  tableName: 'clocks',
  columns: {
    complaintId: { type: 'uuid', primary: true, name: 'complaint_id' },
    cycle: { type: 'smallint', primary: true },
    clock: { type: 'text', primary: true },
    startedAt: { type: 'timestamptz', precision: 3, name: 'started_at' },
    target: { type: 'text' },
    dueAt: { type: 'timestamptz', precision: 3, name: 'due_at' },
    warnAt: { type: 'timestamptz', precision: 3, name: 'warn_at' },
    effectiveFrom: { type: 'timestamptz', precision: 3, name: 'effective_from' },
    warnedAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'warned_at' },
    breachedAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'breached_at' },
    metAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'met_at' },
    cancelled: { type: 'boolean' },
    level: { type: 'smallint' },
    ladder: { type: 'jsonb' },
    ladderStopped: { type: 'boolean', name: 'ladder_stopped' },
    pauses: { type: 'jsonb' },
    calendar: { type: 'text' },
    policyVersion: { type: 'int', name: 'policy_version' },
  },
});
