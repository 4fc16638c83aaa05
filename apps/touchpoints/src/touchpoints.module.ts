import { documentController, type ServiceDefinition } from '@harken/service';
import { Module } from '@nestjs/common';
import { AlertCommandsController } from './alerts/alert.commands.ts';
import { AlertTable } from './alerts/alert.table.ts';
import { alertPolicy } from './alerts/alert-policy.document.ts';
import { AlertsController } from './alerts/alerts.controller.ts';
import { reviewAlertsWorker } from './alerts/review-alerts.worker.ts';
import { ComplianceController } from './compliance/compliance.controller.ts';
import { HealthController } from './health/health.controller.ts';
import { activateJourneysWorker } from './map/activate-journeys.worker.ts';
import { JourneyTable, JourneyVersionTable, TouchpointTable } from './map/journey.table.ts';
import { readYaml } from './map/journey-yaml.ts';
import { JourneysController } from './map/journeys.controller.ts';
import { deleteOldMeasurementsWorker } from './measurements/delete-old-measurements.worker.ts';
import { TouchpointsBaseline1796083200000 } from './migrations/baseline.ts';
import { MonitorsController } from './monitors/commands/monitors.controller.ts';
import { dueMonitorsWorker } from './monitors/evaluation/due-monitors.worker.ts';
import { MonitorTable } from './monitors/monitor.table.ts';
import { MonitorReportsController } from './monitors/reports/monitor-reports.controller.ts';
import { TouchpointsController } from './overview/touchpoints.controller.ts';
import { ProblemCommandsController } from './problems/commands/problem.commands.ts';
import { ProblemsController } from './problems/commands/problems.controller.ts';
import { ProblemTable } from './problems/problem.table.ts';
import { nightlyScanWorker } from './problems/scanning/nightly-scan.worker.ts';
import { monitoringPromise } from './promise/monitoring-promise.document.ts';
import { reviewAllotmentWorker } from './promise/review-allotment.worker.ts';
import { SilencesController } from './silences/commands/silences.controller.ts';
import { SilenceTable } from './silences/silence.table.ts';
import { StandardsController } from './standards/commands/standards.controller.ts';
import { StandardProposalTable } from './standards/proposals/standard-proposal.table.ts';
import { StandardProposalsController } from './standards/proposals/standard-proposals.controller.ts';
import { StandardReportsController } from './standards/reports/standard-reports.controller.ts';
import { StandardTable } from './standards/standard.table.ts';
import { touchpointsSettings } from './touchpoints.config.ts';
import { touchpointsSubscriptions } from './touchpoints.subscriptions.ts';
import { UnmappedTouchpointsController } from './unmapped-touchpoints/unmapped-touchpoints.controller.ts';

@Module({
  controllers: [
    JourneysController,
    HealthController,
    TouchpointsController,
    UnmappedTouchpointsController,
    StandardProposalsController,
    StandardReportsController,
    StandardsController,
    ComplianceController,
    MonitorsController,
    MonitorReportsController,
    documentController(monitoringPromise),
    AlertsController,
    documentController(alertPolicy),
    SilencesController,
    AlertCommandsController,
    ProblemsController,
    ProblemCommandsController,
  ],
})
export class TouchpointsModule {}

export const touchpointsService: ServiceDefinition = {
  name: 'touchpoints',
  title: 'Harken touchpoints',
  description: 'The journey map, service standards, the monitors that watch them, their alerts, and systemic problems.',
  port: 7103,
  module: TouchpointsModule,
  entities: [
    JourneyTable,
    JourneyVersionTable,
    TouchpointTable,
    StandardTable,
    MonitorTable,
    AlertTable,
    SilenceTable,
    StandardProposalTable,
    ProblemTable,
  ],
  migrations: [TouchpointsBaseline1796083200000],
  subscriptions: touchpointsSubscriptions,
  batchWindowMs: 100,
  settings: touchpointsSettings,
  workers: [
    dueMonitorsWorker,
    reviewAllotmentWorker,
    reviewAlertsWorker,
    activateJourneysWorker,
    deleteOldMeasurementsWorker,
    nightlyScanWorker,
  ],
  contentTypes: { 'application/yaml': readYaml, 'application/x-yaml': readYaml, 'text/yaml': readYaml },
};
