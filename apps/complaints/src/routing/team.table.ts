import { EntitySchema } from 'typeorm';
import type { Team } from './team.ts';

export interface StoredTeam extends Team {
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

export const TeamTable = new EntitySchema<StoredTeam>({
  name: 'StoredTeam',
  tableName: 'teams',
  columns: {
    id: { type: 'text', primary: true },
    name: { type: 'text' },
    members: { type: 'jsonb' },
    assignment: { type: 'text' },
    calendar: { type: 'text', nullable: true },
    department: { type: 'text', nullable: true },
    version: { type: 'int' },
    updatedAt: { type: 'timestamptz', precision: 3, name: 'updated_at' },
    updatedBy: { type: 'text', name: 'updated_by' },
  },
});
