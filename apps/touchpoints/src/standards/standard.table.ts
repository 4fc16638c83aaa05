import { EntitySchema } from 'typeorm';
import type { Standard } from './standard.ts';

export const StandardTable = new EntitySchema<Standard>({
  name: 'Standard',
  tableName: 'standards',
  columns: {
    id: { type: 'text', primary: true },
    version: { type: 'int' },
    touchpoint: { type: 'text' },
    metric: { type: 'text' },
    segment: { type: 'text', nullable: true },
    comparator: { type: 'text' },
    target: { type: 'float8' },
    // "window" is a word of SQL.
    window: { type: 'text', name: 'time_window' },
    minimumSample: { type: 'int', name: 'minimum_sample' },
    owner: { type: 'text' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
    updatedBy: { type: 'text', name: 'updated_by' },
  },
});
