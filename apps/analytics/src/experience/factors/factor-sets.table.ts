import { EntitySchema } from 'typeorm';
import type { FactorSet } from './factor-answers.ts';

export const FactorSetTable = new EntitySchema<FactorSet>({
  name: 'FactorSet',
  tableName: 'factor_sets',
  columns: {
    setId: { name: 'set_id', type: 'uuid', primary: true },
    voice: { type: 'text' },
    touchpoint: { type: 'text', nullable: true },
    segments: { type: 'text', array: true },
    customerStage: { name: 'customer_stage', type: 'text', nullable: true },
    factor: { type: 'text' },
    scale: { type: 'text' },
    outcome: { type: 'text' },
  },
});
