import { EntitySchema } from 'typeorm';
import type { Silence } from './silence.ts';

export const SilenceTable = new EntitySchema<Silence>({
  name: 'Silence',
  tableName: 'silences',
  columns: {
    id: { type: 'text', primary: true },
    version: { type: 'int' },
    matchers: { type: 'jsonb' },
    from: { type: 'timestamptz', name: 'starts_at' },
    until: { type: 'timestamptz', name: 'ends_at' },
    comment: { type: 'text' },
    author: { type: 'text' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
  },
});
