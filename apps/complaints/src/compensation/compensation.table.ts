import { EntitySchema } from 'typeorm';
import type { Compensation } from './compensation.ts';

/** With the time of its next step. */
export type CompensationRow = Compensation & { readonly stepAt: Date | null };

// bigint arrives as text; amounts are far below the largest safe integer.
const minor = { from: (text: string | null) => (text === null ? null : Number(text)), to: (value: number) => value };

export const CompensationTable = new EntitySchema<CompensationRow>({
  name: 'Compensation',
  tableName: 'compensations',
  columns: {
    id: { type: 'uuid', primary: true },
    complaintId: { type: 'uuid', name: 'complaint_id' },
    customer: { type: 'text', nullable: true },
    version: { type: 'int' },
    kind: { type: 'text' },
    minor: { type: 'bigint', nullable: true, transformer: minor },
    currency: { type: 'text', nullable: true },
    description: { type: 'text' },
    status: { type: 'text' },
    limitsVersion: { type: 'int', name: 'limits_version' },
    fourEyes: { type: 'boolean', name: 'four_eyes' },
    management: { type: 'boolean' },
    proposedBy: { type: 'text', name: 'proposed_by' },
    proposer: { type: 'jsonb' },
    proposedAt: { type: 'timestamptz', precision: 3, name: 'proposed_at' },
    expiresAt: { type: 'timestamptz', precision: 3, name: 'expires_at' },
    approvedBy: { type: 'text', nullable: true, name: 'approved_by' },
    approver: { type: 'jsonb', nullable: true },
    approvedAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'approved_at' },
    fulfilBy: { type: 'timestamptz', precision: 3, nullable: true, name: 'fulfil_by' },
    overdueAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'overdue_at' },
    fulfilledAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'fulfilled_at' },
    reference: { type: 'text', nullable: true },
    reason: { type: 'text', nullable: true },
    changedAt: { type: 'timestamptz', precision: 3, name: 'changed_at' },
    changedBy: { type: 'text', name: 'changed_by' },
    stepAt: { type: 'timestamptz', precision: 3, nullable: true, name: 'step_at' },
  },
});
