import {
  CustomerChanged,
  CustomerMessageFailed,
  CustomerMessageSent,
  CustomersMerged,
  CustomersUnmerged,
  FeedbackReceived,
  FeedbackRetracted,
  FeedbackSuperseded,
  HandlingRated,
} from '@harken/contracts';
import { on, onBatch } from '@harken/messaging';
import { followMessageResults } from './complaint/execute/follow-message-results.use-case.ts';
import { followCustomers } from './customers/customers.use-case.ts';
import { followMerges } from './customers/follow-merges.use-case.ts';
import { followCorrections } from './intake/follow-corrections.use-case.ts';
import { openFromFeedback } from './intake/open-from-feedback.use-case.ts';
import { recordHandlingRating } from './satisfaction/handling-rating.use-case.ts';

export const complaintsSubscriptions = [
  onBatch(CustomerChanged, followCustomers),
  onBatch([CustomersMerged, CustomersUnmerged], followMerges),
  onBatch(FeedbackReceived, openFromFeedback, {
    filter: ({ data }) => data.complaint.verdict !== 'none' && !data.history,
  }),
  onBatch([FeedbackSuperseded, FeedbackRetracted], followCorrections),
  on(HandlingRated, recordHandlingRating),
  onBatch([CustomerMessageSent, CustomerMessageFailed], followMessageResults, {
    filter: ({ data }) => data.complaint !== null,
  }),
];
