import { documentController, type ServiceDefinition } from '@harken/service';
import { Module } from '@nestjs/common';
import { AlertCommandsController } from './alerts/alert.commands.ts';
import { AlertTable } from './alerts/alert.table.ts';
import { AlertsController } from './alerts/alerts.controller.ts';
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
import { monitoringPromise } from './promise/monitoring-promise.document.ts';
import { reviewAllotmentWorker } from './promise/review-allotment.worker.ts';
import { StandardsController } from './standards/commands/standards.controller.ts';
import { StandardTable } from './standards/standard.table.ts';
import { touchpointsSettings } from './touchpoints.config.ts';
import { touchpointsSubscriptions } from './touchpoints.subscriptions.ts';

@Module({
  controllers: [
    JourneysController,
    TouchpointsController,
    StandardsController,
    MonitorsController,
    MonitorReportsController,
    documentController(monitoringPromise),
    AlertsController,
    AlertCommandsController,
  ],
})
export class TouchpointsModule {}

export const touchpointsService: ServiceDefinition = {
  name: 'touchpoints',
  title: 'Harken touchpoints',
  description: 'The journey map, service standards, the monitors that watch them, and their alerts.',
  port: 7103,
  module: TouchpointsModule,
  entities: [JourneyTable, JourneyVersionTable, TouchpointTable, StandardTable, MonitorTable, AlertTable],
  migrations: [TouchpointsBaseline1796083200000],
  subscriptions: touchpointsSubscriptions,
  batchWindowMs: 100,
  settings: touchpointsSettings,
  workers: [dueMonitorsWorker, reviewAllotmentWorker, activateJourneysWorker, deleteOldMeasurementsWorker],
  contentTypes: { 'application/yaml': readYaml, 'application/x-yaml': readYaml, 'text/yaml': readYaml },
};
