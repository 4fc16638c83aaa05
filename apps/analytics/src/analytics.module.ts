import type { ServiceDefinition } from '@harken/service';
import { Module } from '@nestjs/common';
import { analyticsSubscriptions } from './analytics.subscriptions.ts';
import { rollUpChangesWorker } from './complaints/cells/roll-up-changes.worker.ts';
import { ComplaintFactsTable } from './complaints/facts/complaint-facts.table.ts';
import { ComplaintFiguresController } from './complaints/figures/complaint-figures.controller.ts';
import { FactsAndCells1700000001000 } from './migrations/1700000001000-facts-and-cells.ts';
import { RecoveryFigures1700000002000 } from './migrations/1700000002000-recovery.ts';
import { BreachesOfMoreClocks1700000003000 } from './migrations/1700000003000-breaches-of-more-clocks.ts';
import { ComplaintCells1700000004000 } from './migrations/1700000004000-complaint-cells.ts';
import { DimensionSetTable } from './scores/dimension-sets.table.ts';
import { ScoresController } from './scores/scores.controller.ts';

@Module({ controllers: [ScoresController, ComplaintFiguresController] })
export class AnalyticsModule {}

export const analyticsService: ServiceDefinition = {
  name: 'analytics',
  title: 'Harken analytics',
  description: 'What the feedback and the complaints amount to: scores and figures that never drift from the events.',
  port: 7104,
  module: AnalyticsModule,
  entities: [DimensionSetTable, ComplaintFactsTable],
  migrations: [
    FactsAndCells1700000001000,
    RecoveryFigures1700000002000,
    BreachesOfMoreClocks1700000003000,
    ComplaintCells1700000004000,
  ],
  subscriptions: analyticsSubscriptions,
  batchWindowMs: 400,
  workers: [rollUpChangesWorker],
};
