import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

const columns = {
  generation: { type: 'integer', primary: true },
  complaint_id: { type: 'uuid', primary: true },
  record: { type: 'jsonb' },
  opened_at: { type: 'timestamptz' },
  touchpoint: { type: 'text', nullable: true },
  channel: { type: 'text', nullable: true },
  category: { type: 'text', nullable: true },
  severity: { type: 'text' },
  team: { type: 'text' },
  tier: { type: 'text', nullable: true },
  segments: { type: 'text', array: true },
  campaign: { type: 'text', nullable: true },
  product: { type: 'text', nullable: true },
  location: { type: 'text', nullable: true },
  status: { type: 'text' },
  answered: { type: 'boolean' },
  resolved: { type: 'boolean' },
  acknowledge_ms: { type: 'bigint', nullable: true },
  first_answer_ms: { type: 'bigint', nullable: true },
  resolve_ms: { type: 'bigint', nullable: true },
  breaches_acknowledge: { type: 'smallint' },
  breaches_first_response: { type: 'smallint' },
  breaches_resolution: { type: 'smallint' },
  breaches_next_response: { type: 'smallint' },
  breaches_progress_update: { type: 'smallint' },
  breaches_first_resolution: { type: 'smallint' },
  breaches_regulatory: { type: 'smallint' },
  escalations: { type: 'smallint', array: true },
  highest_level: { type: 'smallint' },
  straight_to_management: { type: 'boolean' },
  reopens: { type: 'smallint' },
  compensations: { type: 'smallint' },
  spent: { type: 'jsonb', nullable: true },
  handling_rated: { type: 'smallint' },
  handling_satisfied: { type: 'smallint' },
} as const satisfies Record<string, EntitySchemaColumnOptions>;

export type ComplaintFactsRow = Readonly<Record<keyof typeof columns, unknown>>;

export const ComplaintFactsTable = new EntitySchema<ComplaintFactsRow>({
  name: 'ComplaintFacts',
  tableName: 'complaint_facts',
  columns,
});
