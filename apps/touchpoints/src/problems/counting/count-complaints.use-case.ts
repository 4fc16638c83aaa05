import type {
  ComplaintOpened,
  EventData,
  FeedbackReceived,
  FeedbackRetracted,
  FeedbackSuperseded,
} from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { publishLinks } from '../problem.store.ts';
import { answerStore } from './answer.store.ts';
import { complaintCounts } from './complaint-counts.store.ts';
import { countedComplaint, type PoorFeedback, poorFeedback, verdictOf } from './counted.ts';

type ComplaintData = {
  readonly complaint: EventData<typeof ComplaintOpened>['complaint'];
  readonly history?: boolean;
};

/** Keeps what is known of each complaint, and links it to the problem that it fits. Events may come again. */
export async function countComplaints(events: readonly ReceivedEvent<ComplaintData>[], tx: Tx): Promise<void> {
  const newest = new Map<string, ReturnType<typeof countedComplaint>>();
  for (const { data } of events) {
    const counted = countedComplaint(data.complaint, data.history === true);
    const known = newest.get(counted.complaintId);
    if (!known || known.version < counted.version)
      newest.set(counted.complaintId, { ...counted, history: (known?.history ?? false) || counted.history });
  }
  await complaintCounts.saveComplaints(tx, [...newest.values()]);
  const ids = [...newest.keys()];
  await publishLinks(tx, {
    removed: await complaintCounts.unlinkLost(tx, ids),
    added: await complaintCounts.linkComplaints(tx, ids),
  });
}

type Received = EventData<typeof FeedbackReceived>;
type Superseded = EventData<typeof FeedbackSuperseded>;
type Retracted = EventData<typeof FeedbackRetracted>;

/** Feedback of customers that finds something bad; corrections follow. Answers about a problem are kept with it. */
export async function countFeedback(
  events: readonly ReceivedEvent<Received | Superseded | Retracted>[],
  tx: Tx,
): Promise<void> {
  const newest = new Map<string, PoorFeedback>();
  for (const { data } of events) {
    const [facts, version, retracted] = stateOf(data);
    if (facts.voice !== 'customer') continue;
    await answerStore.save(tx, {
      feedbackId: data.feedbackId,
      problem: retracted ? null : (facts.about?.problem ?? null),
      at: facts.occurredAt,
      verdict: verdictOf(facts),
      corrects: version > 1,
    });
    const counted = poorFeedback(data.feedbackId, version, facts, retracted);
    // Good feedback is not kept, unless it was bad before.
    if (counted.counts || version > 1) newest.set(data.feedbackId, counted);
  }
  if (newest.size === 0) return;
  const ids = [...newest.keys()];
  await complaintCounts.saveFeedback(tx, [...newest.values()]);
  await complaintCounts.unlinkFeedback(tx, ids);
  await complaintCounts.linkFeedback(tx, ids);
  await publishLinks(tx, {
    removed: await complaintCounts.unlinkLost(tx, [], ids),
    added: await complaintCounts.linkComplaints(tx, [], ids),
  });
}

function stateOf(data: Received | Superseded | Retracted): [Omit<Received, 'feedbackId'>, number, boolean] {
  if ('after' in data) return [data.after, data.version, false];
  if ('before' in data) return [data.before, data.version, true];
  return [data, 1, false];
}
