import { EntitySchema } from 'typeorm';
import type { Problem } from './problem.ts';

const time = { type: 'timestamptz', precision: 3 } as const;

export const ProblemTable = new EntitySchema<Problem>({
  name: 'Problem',
  tableName: 'problems',
  columns: {
    id: { type: 'uuid', primary: true },
    state: { type: 'text' },
    version: { type: 'int' },
    cell: { type: 'jsonb' },
    touchpoints: { type: 'text', array: true, nullable: true },
    from: { ...time, name: 'window_from' },
    to: { ...time, name: 'window_to' },
    observed: { type: 'int' },
    expected: { type: 'float8' },
    dispersion: { type: 'float8' },
    score: { type: 'float8' },
    p: { type: 'float8' },
    owner: { type: 'text', nullable: true },
    cause: { type: 'text', nullable: true },
    action: { type: 'text', nullable: true },
    dueAt: { ...time, name: 'due_at', nullable: true },
    suspectedAt: { ...time, name: 'suspected_at' },
    fixedAt: { ...time, name: 'fixed_at', nullable: true },
    endedAt: { ...time, name: 'ended_at', nullable: true },
    reason: { type: 'text', nullable: true },
    reopened: { type: 'int' },
  },
});
