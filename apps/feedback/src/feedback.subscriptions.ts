import {
  CompensationApproved,
  type CompensationFacts,
  CompensationFulfilled,
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintClosed,
  ComplaintDuplicateUndone,
  ComplaintEscalated,
  type ComplaintFacts,
  ComplaintImported,
  ComplaintMarkedDuplicate,
  ComplaintMessageReceived,
  ComplaintMessageSent,
  ComplaintOpened,
  ComplaintRejected,
  ComplaintReopened,
  ComplaintResolved,
  ComplaintsCustomerMessageRequested,
  ComplaintWithdrawn,
  CustomerMessageRequested,
  type EventContract,
  type EventData,
  TouchpointsCustomerMessageRequested,
  TriageDecided,
} from '@harken/contracts';
import { newId, onBatch, type ReceivedEvent, type Subscription } from '@harken/messaging';
import type { Static } from 'typebox';
import { considerClosedComplaints } from './invitations/consider-occasions.use-case.ts';
import { type MessageRules, requestMessages } from './messages/request-messages.use-case.ts';
import type { ComplaintAction, TimelineEvent } from './timeline/complaint-entry.ts';
import { pastActionsOf } from './timeline/past-actions.ts';
import { recordTimeline } from './timeline/record-timeline.use-case.ts';
import { recordDecisions } from './triage/record-decisions.use-case.ts';

interface ComplaintEventData {
  readonly complaint: Static<typeof ComplaintFacts>;
  readonly at?: string;
  /** Of a message: written by or to the customer of this duplicate, whose timeline has it already. */
  readonly duplicate?: string | null;
}

type TimelineDetails = Pick<TimelineEvent, 'channel' | 'details'>;

interface TimelineMapper {
  readonly contract: EventContract;
  toTimelineEvents(event: ReceivedEvent): TimelineEvent[];
}

function mapToTimeline<C extends EventContract>(
  contract: C,
  action: ComplaintAction,
  detailsOf: (data: EventData<C>) => TimelineDetails = () => ({}),
): TimelineMapper {
  return {
    contract,
    toTimelineEvents({ id, data }) {
      // The opening has no time of its own: it is the complaint's, not that of the event, which is a little later.
      const { complaint, at = complaint.openedAt, duplicate } = data as ComplaintEventData;
      // A message on a duplicate stands in the customer's timeline once: at the duplicate.
      if (duplicate) return [];
      return [{ id, at: new Date(at), action, complaint, ...detailsOf(data as EventData<C>) }];
    },
  };
}

const compensationDetails = ({ compensationId, kind, amount }: Static<typeof CompensationFacts>) => ({
  compensationId,
  kind,
  amount,
});

/** The whole course of an imported complaint, in its order: at the same time the entry with the lower id comes first. */
const importedMapper: TimelineMapper = {
  contract: ComplaintImported,
  toTimelineEvents({ data }) {
    const imported = data as EventData<typeof ComplaintImported>;
    return pastActionsOf(imported).map((one) => ({ ...one, id: newId(), complaint: imported.complaint }));
  },
};

const timelineMappers: readonly TimelineMapper[] = [
  importedMapper,
  mapToTimeline(ComplaintOpened, 'opened', ({ origin, complaint }) => ({
    details: { origin, feedbackId: complaint.feedbackId },
  })),
  mapToTimeline(ComplaintAcknowledged, 'acknowledged'),
  mapToTimeline(ComplaintEscalated, 'escalated', ({ level, reason, clock }) => ({ details: { level, reason, clock } })),
  mapToTimeline(ComplaintAnswered, 'answered', ({ channel, answerId, outcome, by }) => ({
    channel,
    details: { answerId, outcome, by },
  })),
  mapToTimeline(ComplaintMessageReceived, 'message-received', ({ channel, messageId, attachments }) => ({
    channel,
    details: { messageId, attachments },
  })),
  mapToTimeline(ComplaintMessageSent, 'message-sent', ({ channel, messageId, attachments, by }) => ({
    channel,
    details: { messageId, attachments, by },
  })),
  mapToTimeline(ComplaintResolved, 'resolved'),
  mapToTimeline(ComplaintClosed, 'closed'),
  mapToTimeline(ComplaintRejected, 'rejected'),
  mapToTimeline(ComplaintMarkedDuplicate, 'duplicate', ({ of }) => ({ details: { of } })),
  mapToTimeline(ComplaintDuplicateUndone, 'duplicate_undone', ({ of }) => ({ details: { of } })),
  mapToTimeline(ComplaintWithdrawn, 'withdrawn'),
  mapToTimeline(ComplaintReopened, 'reopened'),
  mapToTimeline(CompensationApproved, 'compensation_approved', ({ compensation, fulfilBy }) => ({
    details: { ...compensationDetails(compensation), fulfilBy },
  })),
  mapToTimeline(CompensationFulfilled, 'compensation_fulfilled', ({ compensation, fulfilledAt }) => ({
    details: { ...compensationDetails(compensation), fulfilledAt },
  })),
];
const mapperByType = new Map(timelineMappers.map((mapper) => [mapper.contract.type, mapper]));

/**
 * Changes of complaints go into the timeline of the customer; a closed one invites to rate how it was handled; decisions
 * of triage measure the classification; requests of any service become messages to customers.
 */
export const feedbackSubscriptions = (messageRules: MessageRules): readonly Subscription[] => [
  onBatch(
    timelineMappers.map(({ contract }) => contract),
    (events, tx) =>
      recordTimeline(
        events.flatMap((event) => mapperByType.get(event.type)?.toTimelineEvents(event) ?? []),
        tx,
      ),
  ),
  onBatch(ComplaintClosed, considerClosedComplaints),
  onBatch([TriageDecided], recordDecisions),
  onBatch(
    [CustomerMessageRequested, ComplaintsCustomerMessageRequested, TouchpointsCustomerMessageRequested],
    (events, tx) => requestMessages(events, messageRules, tx),
  ),
];
