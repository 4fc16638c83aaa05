import { EntitySchema } from 'typeorm';
import type { Alert } from './alert.ts';

export const AlertTable = new EntitySchema<Alert>({
  name: 'Alert',
  tableName: 'alerts',
  columns: {
    id: { type: 'uuid', primary: true },
    state: { type: 'text' },
    version: { type: 'int' },
    monitorId: { type: 'text', name: 'monitor_id' },
    standardId: { type: 'text', name: 'standard_id', nullable: true },
    touchpoint: { type: 'text' },
    journeyId: { type: 'text', name: 'journey_id', nullable: true },
    stage: { type: 'text', nullable: true },
    team: { type: 'text', nullable: true },
    metric: { type: 'text', nullable: true },
    method: { type: 'text' },
    severity: { type: 'text' },
    since: { type: 'timestamptz' },
    firedAt: { type: 'timestamptz', name: 'fired_at', nullable: true },
    acknowledgedAt: { type: 'timestamptz', name: 'acknowledged_at', nullable: true },
    acknowledgedBy: { type: 'text', name: 'acknowledged_by', nullable: true },
    note: { type: 'text', nullable: true },
    clearedAt: { type: 'timestamptz', name: 'cleared_at', nullable: true },
    resolvedAt: { type: 'timestamptz', name: 'resolved_at', nullable: true },
    resolution: { type: 'text', nullable: true },
    evidence: { type: 'jsonb' },
  },
});
