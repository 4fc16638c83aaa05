import { collectionController, documentController, type ServiceDefinition } from '@harken/service';
import { Module } from '@nestjs/common';
import { businessCalendars } from './calendars/business-calendars.document.ts';
import { BusinessTimeController } from './calendars/business-time.controller.ts';
import { AnswersController } from './commands/answers.controller.ts';
import { BulkCommandsController } from './commands/bulk-commands.controller.ts';
import { ComplaintCommandsController } from './commands/complaint.commands.ts';
import { EscalateController, EscalationsController } from './commands/escalations/escalation.commands.ts';
import { WorklistsController } from './commands/escalations/worklists.controller.ts';
import { ClocksController } from './commands/timers/clocks.controller.ts';
import { CompensationCommandsController } from './compensation/compensation.commands.ts';
import { CompensationTable } from './compensation/compensation.table.ts';
import { CompensationsController } from './compensation/compensations.controller.ts';
import {
  AnswerTable,
  ComplaintTable,
  CustomerMessageTable,
  EscalationTable,
  HandlingRatingTable,
  LinkTable,
  SlaClockTable,
} from './complaint/storage/complaint.table.ts';
import { complaintsGauges } from './complaints.gauges.ts';
import { complaintsSubscriptions } from './complaints.subscriptions.ts';
import { complaintsWorkers } from './complaints.workers.ts';
import { DuplicatesController } from './duplicates/duplicates.controller.ts';
import { ProposalCommandsController } from './duplicates/proposal.commands.ts';
import { ImportedItemTable } from './imports/import.table.ts';
import { ImportsController } from './imports/imports.controller.ts';
import { NdjsonLines, ndjsonType } from './imports/ndjson.ts';
import { ComplaintsController } from './intake/complaints.controller.ts';
import { TriageController } from './intake/triage.controller.ts';
import { MessageTable } from './messages/message.store.ts';
import { MessagesController } from './messages/messages.controller.ts';
import { ComplaintsBaseline1796083200000 } from './migrations/baseline.ts';
import { PeopleController } from './people/commands/people.controller.ts';
import { causes } from './policies/causes/causes.document.ts';
import { compensationLimits } from './policies/compensation-limits/compensation-limits.document.ts';
import { duplicatePolicy } from './policies/duplicate-policy/duplicate-policy.document.ts';
import { managementLevels } from './policies/management-levels/management-levels.document.ts';
import { messagePolicy } from './policies/message-policy/message-policy.document.ts';
import { responsePolicy } from './policies/response-policy/response-policy.document.ts';
import { routingRules } from './policies/routing-rules/routing-rules.document.ts';
import { BoardsController } from './read/boards/boards.controller.ts';
import { ComplaintListController } from './read/complaint-list.controller.ts';
import { ComplaintFileController } from './read/file/complaint-file.controller.ts';
import { TroubleTicketsController } from './read/trouble-tickets/trouble-tickets.controller.ts';
import { PolicyDryRunController } from './simulation/policy-dry-run.controller.ts';
import { RoutingSimulationController } from './simulation/routing-simulation.controller.ts';
import { MembersController } from './teams/members.controller.ts';
import { TeamsController } from './teams/teams.controller.ts';

@Module({
  controllers: [
    ComplaintsController,
    ImportsController,
    ComplaintCommandsController,
    EscalateController,
    AnswersController,
    BulkCommandsController,
    MessagesController,
    EscalationsController,
    ClocksController,
    WorklistsController,
    documentController(managementLevels),
    PeopleController,
    TeamsController,
    MembersController,
    documentController(routingRules),
    RoutingSimulationController,
    documentController(responsePolicy),
    PolicyDryRunController,
    collectionController(businessCalendars),
    BusinessTimeController,
    TriageController,
    DuplicatesController,
    ProposalCommandsController,
    documentController(duplicatePolicy),
    documentController(messagePolicy),
    documentController(causes),
    ComplaintListController,
    ComplaintFileController,
    BoardsController,
    CompensationCommandsController,
    CompensationsController,
    documentController(compensationLimits),
    TroubleTicketsController,
  ],
})
export class ComplaintsModule {}

export const complaintsService: ServiceDefinition = {
  name: 'complaints',
  title: 'Harken complaints',
  description:
    'Every complaint gets an answer: opened, routed to a team, put under clocks, escalated level by level until somebody answers.',
  port: 7102,
  module: ComplaintsModule,
  entities: [
    ComplaintTable,
    SlaClockTable,
    EscalationTable,
    AnswerTable,
    CustomerMessageTable,
    LinkTable,
    CompensationTable,
    HandlingRatingTable,
    MessageTable,
    ImportedItemTable,
  ],
  migrations: [ComplaintsBaseline1796083200000],
  subscriptions: complaintsSubscriptions,
  gauges: complaintsGauges,
  workers: complaintsWorkers,
  contentTypes: { [ndjsonType]: (text) => new NdjsonLines(text) },
};
