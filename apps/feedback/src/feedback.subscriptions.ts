import {
  CompensationApproved,
  type CompensationFacts,
  CompensationFulfilled,
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintClosed,
  ComplaintEscalated,
  ComplaintEscalatedV1,
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
} from '@harken/contracts';
import { onBatch, type ReceivedEvent, type Subscription } from '@harken/messaging';
import type { Static } from 'typebox';
import type { ComplaintAction, ComplaintHappening } from './timeline/complaint-entry.ts';
import { noteComplaints } from './timeline/note-complaints.use-case.ts';

interface OfComplaint {
  readonly complaint: Static<typeof ComplaintFacts>;
  readonly at?: string;
}

type Noted = Pick<ComplaintHappening, 'channel' | 'details'>;

interface Noting {
  readonly contract: EventContract;
  happeningOf(event: ReceivedEvent): ComplaintHappening;
}

function note<C extends EventContract>(
  contract: C,
  action: ComplaintAction,
  facts: (data: EventData<C>) => Noted = () => ({}),
): Noting {
  return {
    contract,
    happeningOf({ id, time, data }) {
      const { at, complaint } = data as OfComplaint;
      return { id, at: at === undefined ? time : new Date(at), action, complaint, ...facts(data as EventData<C>) };
    },
  };
}

const worthOf = ({ compensationId, kind, amount }: Static<typeof CompensationFacts>) => ({
  compensationId,
  kind,
  amount,
});

const notings: readonly Noting[] = [
  note(ComplaintOpened, 'opened', ({ origin, complaint }) => ({
    details: { origin, feedbackId: complaint.feedbackId },
  })),
  note(ComplaintAcknowledged, 'acknowledged'),
  note(ComplaintEscalated, 'escalated', ({ level, reason, clock }) => ({ details: { level, reason, clock } })),
  note(ComplaintEscalatedV1, 'escalated', ({ level, reason, clock }) => ({ details: { level, reason, clock } })),
  note(ComplaintAnswered, 'answered', ({ channel, answerId, outcome, by }) => ({
    channel,
    details: { answerId, outcome, by },
  })),
  note(ComplaintMessageReceived, 'message-received', ({ channel, messageId, attachments }) => ({
    channel,
    details: { messageId, attachments },
  })),
  note(ComplaintMessageSent, 'message-sent', ({ channel, messageId, attachments, by }) => ({
    channel,
    details: { messageId, attachments, by },
  })),
  note(ComplaintResolved, 'resolved'),
  note(ComplaintClosed, 'closed'),
  note(ComplaintRejected, 'rejected'),
  note(ComplaintMarkedDuplicate, 'duplicate', ({ of }) => ({ details: { of } })),
  note(ComplaintWithdrawn, 'withdrawn'),
  note(ComplaintReopened, 'reopened'),
  note(CompensationApproved, 'compensation_approved', ({ compensation, fulfilBy }) => ({
    details: { ...worthOf(compensation), fulfilBy },
  })),
  note(CompensationFulfilled, 'compensation_fulfilled', ({ compensation, fulfilledAt }) => ({
    details: { ...worthOf(compensation), fulfilledAt },
  })),
];
const notingOf = new Map(notings.map((noting) => [noting.contract.type, noting]));

/** What becomes of a complaint goes into its customer's timeline. */
export const feedbackSubscriptions: readonly Subscription[] = [
  onBatch(
    notings.map(({ contract }) => contract),
    (events, tx) =>
      noteComplaints(
        events.flatMap((event) => notingOf.get(event.type)?.happeningOf(event) ?? []),
        tx,
      ),
  ),
];
