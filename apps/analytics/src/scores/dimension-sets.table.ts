import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { DimensionSet } from './score-facts.ts';

const columns = {
  setId: { name: 'set_id', type: 'uuid', primary: true },
  touchpoint: { type: 'text', nullable: true },
  channel: { type: 'text', nullable: true },
  segments: { type: 'text', array: true },
  tier: { type: 'text', nullable: true },
  campaign: { type: 'text', nullable: true },
  programme: { type: 'text', nullable: true },
  pattern: { type: 'text', nullable: true },
  phase: { type: 'text', nullable: true },
  language: { type: 'text', nullable: true },
  method: { type: 'text', nullable: true },
  withProduct: { name: 'with_product', type: 'boolean' },
  withLocation: { name: 'with_location', type: 'boolean' },
} as const satisfies Record<keyof DimensionSet, EntitySchemaColumnOptions>;

export const DimensionSetTable = new EntitySchema<DimensionSet>({
  name: 'DimensionSet',
  tableName: 'dimension_sets',
  columns,
});

/** The dimensions that are columns of one value. */
export const setDimensions: readonly string[] = Object.entries(columns).flatMap(([name, column]) =>
  column.type === 'text' && !('array' in column) ? name : [],
);
