import { documentController, type ServiceDefinition } from '@harken/service';
import { Module } from '@nestjs/common';
import { analyticsSubscriptions, projections } from './analytics.subscriptions.ts';
import { rollUpChangesWorker } from './complaints/cells/roll-up-changes.worker.ts';
import { ComplaintFactsTable } from './complaints/facts/complaint-facts.table.ts';
import { ComplaintFiguresController } from './complaints/figures/complaint-figures.controller.ts';
import { FactorSetTable } from './experience/factors/factor-sets.table.ts';
import { GapsController } from './experience/gaps/gaps.controller.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { rebuildForZone } from './rebuild/rebuild.worker.ts';
import { DimensionSetTable } from './scores/dimension-sets.table.ts';
import { ScoresController } from './scores/scores.controller.ts';
import { ThemeFiguresController } from './themes/theme-figures.controller.ts';
import { CustomerListsController } from './values/lists/customer-lists.controller.ts';
import { CustomerSummaryController } from './values/lists/customer-summary.controller.ts';
import { RulesDryRunController } from './values/lists/rules-dry-run.controller.ts';
import { customerListRules } from './values/rules/customer-list-rules.document.ts';
import { checkCustomersWorker } from './values/standing/check-customers.worker.ts';

@Module({
  controllers: [
    ScoresController,
    ThemeFiguresController,
    ComplaintFiguresController,
    GapsController,
    CustomerListsController,
    CustomerSummaryController,
    RulesDryRunController,
    documentController(customerListRules),
  ],
})
export class AnalyticsModule {}

export const analyticsService: ServiceDefinition = {
  name: 'analytics',
  title: 'Harken analytics',
  description: 'What the feedback and the complaints amount to: scores and figures that never drift from the events.',
  port: 7104,
  module: AnalyticsModule,
  entities: [DimensionSetTable, FactorSetTable, ComplaintFactsTable],
  migrations: [AnalyticsBaseline1796083200000],
  subscriptions: analyticsSubscriptions,
  batchWindowMs: 400,
  workers: [rollUpChangesWorker, checkCustomersWorker, rebuildForZone(projections)],
};
