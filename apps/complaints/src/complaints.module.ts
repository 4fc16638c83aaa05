import type { ServiceDefinition } from '@harken/service';
import { Module } from '@nestjs/common';
import { BusinessTimeController } from './calendars/business-time.controller.ts';
import { CalendarsController } from './calendars/calendars.controller.ts';
import { ClockTable } from './clocks/clock.table.ts';
import { ClocksController } from './clocks/clocks.controller.ts';
import { dueTimersWorker } from './clocks/due-timers.worker.ts';
import { recomputationWorker } from './clocks/recomputation.worker.ts';
import { ResponsePolicyController } from './clocks/response-policy.controller.ts';
import { complaintsSubscriptions } from './complaints.subscriptions.ts';
import { EscalateController } from './escalation/escalate.controller.ts';
import { EscalationTable } from './escalation/escalation.table.ts';
import { EscalationsController } from './escalation/escalations.controller.ts';
import { ManagementLevelsController } from './escalation/management-levels.controller.ts';
import { WorklistsController } from './escalation/worklists.controller.ts';
import { AnswerTable } from './lifecycle/answer.table.ts';
import { BulkCommandsController } from './lifecycle/bulk-commands.controller.ts';
import { ComplaintTable } from './lifecycle/complaint.table.ts';
import { ComplaintCourseController } from './lifecycle/complaint-course.controller.ts';
import { ComplaintEndsController } from './lifecycle/complaint-ends.controller.ts';
import { ComplaintWorkController } from './lifecycle/complaint-work.controller.ts';
import { ComplaintsController } from './lifecycle/complaints.controller.ts';
import { LinkTable } from './lifecycle/link.table.ts';
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
import { CompensationTable } from './recovery/compensation.table.ts';
import { CompensationLimitsController } from './recovery/compensation-limits.controller.ts';
import { compensationTimersWorker } from './recovery/compensation-timers.worker.ts';
import { CompensationsController } from './recovery/compensations.controller.ts';
import { ComplaintCompensationsController } from './recovery/complaint-compensations.controller.ts';
import { HandlingRatingTable } from './recovery/handling-rating.table.ts';
import { DuplicatePolicyController } from './repeats/duplicate-policy.controller.ts';
import { DuplicatesController } from './repeats/duplicates.controller.ts';
import { departuresWorker } from './routing/departures.worker.ts';
import { MembersController } from './routing/members.controller.ts';
import { RoutingRulesController } from './routing/routing-rules.controller.ts';
import { RoutingTrialsController } from './routing/routing-trials.controller.ts';
import { TeamsController } from './routing/teams.controller.ts';
import { TriageController } from './triage/triage.controller.ts';
import { BoardsController } from './views/boards.controller.ts';
import { ComplaintFileController } from './views/complaint-file.controller.ts';
import { ComplaintListController } from './views/complaint-list.controller.ts';
import { TroubleTicketsController } from './views/trouble-tickets.controller.ts';

@Module({
  controllers: [
    ComplaintsController,
    ComplaintWorkController,
    ComplaintCourseController,
    ComplaintEndsController,
    EscalateController,
    BulkCommandsController,
    MessagesController,
    EscalationsController,
    ClocksController,
    WorklistsController,
    ManagementLevelsController,
    TeamsController,
    MembersController,
    RoutingRulesController,
    RoutingTrialsController,
    ResponsePolicyController,
    CalendarsController,
    BusinessTimeController,
    TriageController,
    DuplicatesController,
    DuplicatePolicyController,
    ComplaintListController,
    ComplaintFileController,
    BoardsController,
    ComplaintCompensationsController,
    CompensationsController,
    CompensationLimitsController,
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
    ClockTable,
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
