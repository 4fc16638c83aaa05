import {
  CausesChanged,
  ComplaintDuplicateUndone,
  ComplaintImported,
  ComplaintMarkedDuplicate,
  ComplaintOpened,
  ComplaintReopened,
  ComplaintSeverityChanged,
  ComplaintWithdrawn,
  CustomerMessageFailed,
  CustomerMessageSent,
  CustomersMerged,
  CustomersUnmerged,
  FeedbackReceived,
  FeedbackRetracted,
  FeedbackSuperseded,
  InteractionRecorded,
} from '@harken/contracts';
import { on, onBatch } from '@harken/messaging';
import { countsNow } from './measurements/aggregate-measurements.ts';
import { correctMeasurements, recordMeasurements } from './measurements/record-measurements.use-case.ts';
import { causeStore } from './problems/cause.store.ts';
import { followMessages } from './problems/commands/tell-customers.use-case.ts';
import { countComplaints, countFeedback } from './problems/counting/count-complaints.use-case.ts';
import { followMerges } from './problems/merged-customer.store.ts';

// What does not count now neither breaches a standard nor ends a silence.
export const touchpointsSubscriptions = [
  onBatch([FeedbackReceived, InteractionRecorded], recordMeasurements, {
    filter: ({ data }) => ('voice' in data ? countsNow(data) : !data.history),
  }),
  onBatch([FeedbackSuperseded, FeedbackRetracted], correctMeasurements),
  onBatch(
    [
      ComplaintOpened,
      ComplaintImported,
      ComplaintReopened,
      ComplaintWithdrawn,
      ComplaintMarkedDuplicate,
      ComplaintDuplicateUndone,
      ComplaintSeverityChanged,
    ],
    countComplaints,
  ),
  onBatch([FeedbackReceived, FeedbackSuperseded, FeedbackRetracted], countFeedback),
  on(CausesChanged, causeStore.follow),
  onBatch([CustomersMerged, CustomersUnmerged], followMerges),
  onBatch([CustomerMessageSent, CustomerMessageFailed], followMessages),
];
