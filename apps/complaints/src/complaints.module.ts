import { collectionController, documentController, type ServiceDefinition } from '@harken/service';
import { Module } from '@nestjs/common';
import { departuresWorker } from './assignment/departures.worker.ts';
import { businessCalendars } from './calendars/business-calendars.document.ts';
import { BusinessTimeController } from './calendars/business-time.controller.ts';
import { AmendmentCommandsController } from './commands/amendment-commands.controller.ts';
import { BulkCommandsController } from './commands/bulk-commands.controller.ts';
import { ClosingCommandsController } from './commands/closing-commands.controller.ts';
import { EscalateController } from './commands/escalations/escalate.controller.ts';
import { EscalationsController } from './commands/escalations/escalation.commands.ts';
import { WorklistsController } from './commands/escalations/worklists.controller.ts';
import { HandlingCommandsController } from './commands/handling-commands.controller.ts';
import { ClocksController } from './commands/timers/clocks.controller.ts';
import { dueTimersWorker } from './commands/timers/due-timers.worker.ts';
import { recomputationWorker } from './commands/timers/recomputation.worker.ts';
import { CompensationTable } from './compensation/compensation.table.ts';
import { compensationTimersWorker } from './compensation/compensation-timers.worker.ts';
import { CompensationsController } from './compensation/compensations.controller.ts';
import { ComplaintCompensationsController } from './compensation/complaint-compensations.controller.ts';
import { AnswerTable } from './complaint/storage/answer.table.ts';
import { ComplaintTable } from './complaint/storage/complaint.table.ts';
import { EscalationTable } from './complaint/storage/escalation.table.ts';
import { HandlingRatingTable } from './complaint/storage/handling-rating.table.ts';
import { LinkTable } from './complaint/storage/link.table.ts';
import { SlaClockTable } from './complaint/storage/sla-clock.table.ts';
import { complaintsSubscriptions } from './complaints.subscriptions.ts';
import { DuplicatesController } from './duplicates/duplicates.controller.ts';
import { ComplaintsController } from './intake/complaints.controller.ts';
import { TriageController } from './intake/triage.controller.ts';
import { MessageTable } from './messages/message.table.ts';
import { MessagesController } from './messages/messages.controller.ts';
import { Routing1710000000001 } from './migrations/1710000000001-routing.ts';
import { Complaints1710000000002 } from './migrations/1710000000002-complaints.ts';
import { Clocks1710000000003 } from './migrations/1710000000003-clocks.ts';
import { Guards1710000000004 } from './migrations/1710000000004-guards.ts';
import { Steps1710000000005 } from './migrations/1710000000005-steps.ts';
import { Calendars1710000000006 } from './migrations/1710000000006-calendars.ts';
import { ClockKinds1710000000007 } from './migrations/1710000000007-clock-kinds.ts';
import { Assignment1710000000008 } from './migrations/1710000000008-assignment.ts';
import { HistoryAndMessages1710000000009 } from './migrations/1710000000009-history-and-messages.ts';
import { Management1710000000010 } from './migrations/1710000000010-management.ts';
import { Recovery1710000000011 } from './migrations/1710000000011-recovery.ts';
import { Views1710000000012 } from './migrations/1710000000012-views.ts';
import { Proposals1710000000013 } from './migrations/1710000000013-proposals.ts';
import { compensationLimits } from './policies/compensation-limits/compensation-limits.document.ts';
import { duplicatePolicy } from './policies/duplicate-policy/duplicate-policy.document.ts';
import { managementLevels } from './policies/management-levels/management-levels.document.ts';
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
    HandlingCommandsController,
    AmendmentCommandsController,
    ClosingCommandsController,
    EscalateController,
    BulkCommandsController,
    MessagesController,
    EscalationsController,
    ClocksController,
    WorklistsController,
    documentController(managementLevels),
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
    documentController(duplicatePolicy),
    ComplaintListController,
    ComplaintFileController,
    BoardsController,
    ComplaintCompensationsController,
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
    LinkTable,
    CompensationTable,
    HandlingRatingTable,
    MessageTable,
  ],
  migrations: [
    Routing1710000000001,
    Complaints1710000000002,
    Clocks1710000000003,
    Guards1710000000004,
    Steps1710000000005,
    Calendars1710000000006,
    ClockKinds1710000000007,
    Assignment1710000000008,
    HistoryAndMessages1710000000009,
    Management1710000000010,
    Recovery1710000000011,
    Views1710000000012,
    Proposals1710000000013,
  ],
  subscriptions: complaintsSubscriptions,
  workers: [dueTimersWorker, recomputationWorker, departuresWorker, compensationTimersWorker],
};
