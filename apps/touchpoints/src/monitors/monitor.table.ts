import { EntitySchema } from 'typeorm';
import type { Monitor } from './monitor.ts';

export const MonitorTable = new EntitySchema<Monitor>({
  name: 'Monitor',
  tableName: 'monitors',
  columns: {
    id: { type: 'text', primary: true },
    version: { type: 'int' },
    touchpoint: { type: 'text' },
    metric: { type: 'text', nullable: true },
    segment: { type: 'text', nullable: true },
    method: { type: 'text' },
    standardId: { type: 'text', name: 'standard_id', nullable: true },
    parameters: { type: 'jsonb' },
    severity: { type: 'text' },
    for: { type: 'text', name: 'for_duration', nullable: true },
    keepFiringFor: { type: 'text', name: 'keep_firing_for', nullable: true },
    watchingSince: { type: 'timestamptz', name: 'watching_since' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
    updatedBy: { type: 'text', name: 'updated_by' },
    judgement: { type: 'jsonb', nullable: true },
    judgedAt: { type: 'timestamptz', name: 'judged_at', nullable: true },
    dueAt: { type: 'timestamptz', name: 'due_at', nullable: true },
    watch: { type: 'jsonb', nullable: true },
  },
});
