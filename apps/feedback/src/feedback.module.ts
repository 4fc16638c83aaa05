import { documentController, type ServiceDefinition, UnitOfWork } from '@harken/service';
import { Module } from '@nestjs/common';
import { complaintPolicy } from './classification/complaint-policy.document.ts';
import { CustomerTable } from './customers/customer.table.ts';
import { CustomersController } from './customers/customers.controller.ts';
import { FeedbackTable } from './feedback/feedback.table.ts';
import { GroupCommit } from './feedback/group-commit.command.ts';
import type { ReceivedFeedback } from './feedback/receive-feedback.use-case.ts';
import { feedbackSubscriptions } from './feedback.subscriptions.ts';
import { FeedbackController } from './intake/feedback.controller.ts';
import { InteractionsController } from './intake/interactions.controller.ts';
import { InteractionTable } from './interactions/interaction.table.ts';
import { FeedbackBaseline1796083200000 } from './migrations/baseline.ts';
import { batchType, structuredType } from './requests/cloud-event.ts';
import { PolicyDryRunController } from './simulation/policy-dry-run.controller.ts';
import { ComplaintEntryTable } from './timeline/complaint-entry.table.ts';
import { TimelineController } from './timeline/timeline.controller.ts';
import { TriageDecisionsController } from './triage/triage-decisions.controller.ts';

const groupedIntake = {
  provide: GroupCommit,
  inject: [UnitOfWork],
  useFactory: (unitOfWork: UnitOfWork) =>
    new GroupCommit((work) => unitOfWork.transaction(work) as Promise<ReceivedFeedback[]>),
};

@Module({
  controllers: [
    CustomersController,
    TimelineController,
    InteractionsController,
    FeedbackController,
    TriageDecisionsController,
    PolicyDryRunController,
    documentController(complaintPolicy),
  ],
  providers: [groupedIntake],
})
export class FeedbackModule {}

export const feedbackService: ServiceDefinition = {
  name: 'feedback',
  title: 'Harken feedback',
  description: 'Customers, what happened to them and what they say: everything that comes in.',
  port: 7101,
  module: FeedbackModule,
  entities: [CustomerTable, InteractionTable, FeedbackTable, ComplaintEntryTable],
  migrations: [FeedbackBaseline1796083200000],
  subscriptions: feedbackSubscriptions,
  batchWindowMs: 200,
  contentTypes: { [structuredType]: 'json', [batchType]: 'json' },
};
