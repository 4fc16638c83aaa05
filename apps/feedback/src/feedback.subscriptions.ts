import {
  CompensationApproved,
  type CompensationFacts,
  CompensationFulfilled,
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintClosed,
  ComplaintEscalated,
  type ComplaintFacts,
  ComplaintMarkedDuplicate,
  ComplaintMessageReceived,
  ComplaintMessageSent,
  ComplaintOpened,
  ComplaintRejected,
  ComplaintReopened,
  ComplaintResolved,
  ComplaintWithdrawn,
  type EventContract,
  type EventData,
  TriageDecided,
} from '@harken/contracts';
import { onBatch, type ReceivedEvent, type Subscription } from '@harken/messaging';
import type { Static } from 'typebox';
import type { ComplaintAction, TimelineEvent } from './timeline/complaint-entry.ts';
import { recordTimeline } from './timeline/record-timeline.use-case.ts';
import { recordDecisions } from './triage/record-decisions.use-case.ts';

interface ComplaintEventData {
  readonly complaint: Static<typeof ComplaintFacts>;
  readonly at?: string;
}

type TimelineDetails = Pick<TimelineEvent, 'channel' | 'details'>;

interface TimelineMapper {
  readonly contract: EventContract;
  toTimelineEvent(event: ReceivedEvent): TimelineEvent;
}

function mapToTimeline<C extends EventContract>(
  contract: C,
  action: ComplaintAction,
  detailsOf: (data: EventData<C>) => TimelineDetails = () => ({}),
): TimelineMapper {
  return {
    contract,
    toTimelineEvent({ id, time, data }) {
      const { at, complaint } = data as ComplaintEventData;
      return { id, at: at === undefined ? time : new Date(at), action, complaint, ...detailsOf(data as EventData<C>) };
    },
  };
}

const compensationDetails = ({ compensationId, kind, amount }: Static<typeof CompensationFacts>) => ({
  compensationId,
  kind,
  amount,
});

const timelineMappers: readonly TimelineMapper[] = [
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

/** Changes of complaints go into the timeline of the customer; decisions of triage measure the classification. */
export const feedbackSubscriptions: readonly Subscription[] = [
  onBatch(
    timelineMappers.map(({ contract }) => contract),
    (events, tx) =>
      recordTimeline(
        events.flatMap((event) => mapperByType.get(event.type)?.toTimelineEvent(event) ?? []),
        tx,
      ),
  ),
  onBatch([TriageDecided], recordDecisions),
];
