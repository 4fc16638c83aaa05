import {
  CustomerChanged,
  CustomerMessageFailed,
  CustomerMessageSent,
  CustomersMerged,
  CustomersUnmerged,
  FeedbackReceived,
  FeedbackRetracted,
  FeedbackSuperseded,
  FeedbackVerdictRaised,
  HandlingRated,
  ProblemChanged,
} from '@harken/contracts';
import { on, onBatch } from '@harken/messaging';
import { followMessageResults } from './complaint/execute/follow-message-results.use-case.ts';
import { followCustomers } from './customers/customers.use-case.ts';
import { followMerges } from './customers/follow-merges.use-case.ts';
import { followCorrections } from './intake/follow-corrections.use-case.ts';
import { followRaisedVerdicts } from './intake/follow-raised-verdicts.use-case.ts';
import { openFromFeedback } from './intake/open-from-feedback.use-case.ts';
import { followProblems } from './problems/follow-problems.use-case.ts';
import { recordHandlingRating } from './satisfaction/handling-rating.use-case.ts';

export const complaintsSubscriptions = [
  onBatch(CustomerChanged, followCustomers),
  onBatch([CustomersMerged, CustomersUnmerged], followMerges),
  onBatch(FeedbackReceived, openFromFeedback, {
    filter: ({ data }) => data.complaint.verdict !== 'none' && !data.history,
  }),
  onBatch([FeedbackSuperseded, FeedbackRetracted], followCorrections),
  onBatch([FeedbackVerdictRaised], followRaisedVerdicts),
  on(HandlingRated, recordHandlingRating),
  onBatch(ProblemChanged, followProblems, {
    filter: ({ data }) => data.complaintsAdded.length + data.complaintsRemoved.length > 0,
  }),
  onBatch([CustomerMessageSent, CustomerMessageFailed], followMessageResults, {
    filter: ({ data }) => data.complaint !== null,
  }),
];
