import {
  collectionController,
  documentController,
  type ServiceContext,
  type ServiceDefinition,
  type ServiceParts,
  settingsOf,
  UnitOfWork,
} from '@harken/service';
import { Module } from '@nestjs/common';
import { AnswersController } from './answering/answers.controller.ts';
import { SurveyResponseTable } from './answering/survey-response.table.ts';
import { SurveyResponsesController } from './answering/survey-responses.controller.ts';
import { complaintPolicy } from './classification/complaint-policy.document.ts';
import { ConversationTable, SegmentTable } from './conversations/conversation.table.ts';
import { ConversationsController, QuotesController } from './conversations/conversations.controller.ts';
import { CorrectionsController } from './corrections/corrections.controller.ts';
import { FeedbackVersionTable } from './corrections/feedback-version.table.ts';
import { CustomerTable } from './customers/customer.table.ts';
import { CustomersController } from './customers/customers.controller.ts';
import { FeedbackTable } from './feedback/feedback.table.ts';
import { GroupCommit } from './feedback/group-commit.command.ts';
import type { ReceivedFeedback } from './feedback/receive-feedback.use-case.ts';
import { feedbackSettings } from './feedback.config.ts';
import { feedbackSubscriptions } from './feedback.subscriptions.ts';
import { feedbackWorkers } from './feedback.workers.ts';
import { ImportsController } from './imports/imports.controller.ts';
import { mappings } from './imports/mappings.document.ts';
import { CustomerBatchesController } from './intake/customer-batches.controller.ts';
import { FeedbackController } from './intake/feedback.controller.ts';
import { InteractionsController } from './intake/interactions.controller.ts';
import { InteractionTable } from './interactions/interaction.table.ts';
import { InvitationTable } from './invitations/invitation.table.ts';
import { ProgrammesController } from './invitations/programmes.controller.ts';
import { CustomerMessageTable } from './messages/customer-message.table.ts';
import { CustomerMessagesController } from './messages/customer-messages.controller.ts';
import { messageTemplates } from './messages/message-templates.document.ts';
import { FeedbackBaseline1796083200000 } from './migrations/baseline.ts';
import { OpenLinkTable } from './open-links/open-link.table.ts';
import { OpenLinksController } from './open-links/open-links.controller.ts';
import { programmes } from './programmes/programmes.document.ts';
import { batchType, structuredType } from './requests/cloud-event.ts';
import { PolicyDryRunController } from './simulation/policy-dry-run.controller.ts';
import { SimulationController } from './simulation/simulation.controller.ts';
import { themes } from './themes/themes.document.ts';
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
    CustomerBatchesController,
    TimelineController,
    InteractionsController,
    FeedbackController,
    OpenLinksController,
    AnswersController,
    CorrectionsController,
    ConversationsController,
    QuotesController,
    SurveyResponsesController,
    ImportsController,
    collectionController(mappings),
    TriageDecisionsController,
    PolicyDryRunController,
    documentController(complaintPolicy),
    documentController(themes),
    collectionController(programmes),
    ProgrammesController,
    SimulationController,
    CustomerMessagesController,
    collectionController(messageTemplates),
  ],
  providers: [groupedIntake],
})
export class FeedbackModule {}

function feedbackParts(context: ServiceContext): ServiceParts {
  const { CUSTOMER_MESSAGES: sender, CUSTOMER_MESSAGE_REPORT_WITHIN: reportWithinMs } = settingsOf(
    feedbackSettings,
    context.settings,
  );
  return {
    subscriptions: feedbackSubscriptions({ sender, reportWithinMs }),
    workers: feedbackWorkers.map((worker) => worker(context)),
    providers: [],
  };
}

export const feedbackService: ServiceDefinition = {
  name: 'feedback',
  title: 'Harken feedback',
  description: 'Customers, what happened to them and what they say: everything that comes in.',
  port: 7101,
  module: FeedbackModule,
  entities: [
    CustomerTable,
    InteractionTable,
    FeedbackTable,
    FeedbackVersionTable,
    ConversationTable,
    SegmentTable,
    ComplaintEntryTable,
    InvitationTable,
    OpenLinkTable,
    SurveyResponseTable,
    CustomerMessageTable,
  ],
  migrations: [FeedbackBaseline1796083200000],
  settings: feedbackSettings,
  assemble: feedbackParts,
  batchWindowMs: 200,
  contentTypes: { [structuredType]: 'json', [batchType]: 'json' },
};
