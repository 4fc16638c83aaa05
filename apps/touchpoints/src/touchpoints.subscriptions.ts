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
  PersonChanged,
} from '@harken/contracts';
import { on, onBatch } from '@harken/messaging';
import { followStaff } from './compliance/follow-staff.use-case.ts';
import { recordObservations } from './compliance/record-observations.use-case.ts';
import { resolveTouchpointAliases } from './map/resolve-touchpoint-aliases.use-case.ts';
import { correctMeasurements, recordMeasurements } from './measurements/record-measurements.use-case.ts';
import { causeStore } from './problems/cause.store.ts';
import { followMessages } from './problems/commands/tell-customers.use-case.ts';
import { countComplaints, countFeedback } from './problems/counting/count-complaints.use-case.ts';
import { followMerges } from './problems/merged-customer.store.ts';

export const touchpointsSubscriptions = [
  onBatch([FeedbackReceived, InteractionRecorded, ComplaintOpened, ComplaintImported], async (events, tx) =>
    recordMeasurements(await resolveTouchpointAliases(events, tx), tx),
  ),
  onBatch([FeedbackSuperseded, FeedbackRetracted], async (events, tx) =>
    correctMeasurements(await resolveTouchpointAliases(events, tx), tx),
  ),
  onBatch([FeedbackReceived, FeedbackSuperseded, FeedbackRetracted], async (events, tx) =>
    recordObservations(await resolveTouchpointAliases(events, tx), tx),
  ),
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
    async (events, tx) => countComplaints(await resolveTouchpointAliases(events, tx), tx),
  ),
  onBatch([FeedbackReceived, FeedbackSuperseded, FeedbackRetracted], async (events, tx) =>
    countFeedback(await resolveTouchpointAliases(events, tx), tx),
  ),
  on(CausesChanged, causeStore.follow),
  on(PersonChanged, followStaff),
  onBatch([CustomersMerged, CustomersUnmerged], followMerges),
  onBatch([CustomerMessageSent, CustomerMessageFailed], followMessages),
];
