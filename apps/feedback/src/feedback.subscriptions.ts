import {
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintClosed,
  ComplaintEscalated,
  type ComplaintFacts,
  ComplaintMarkedDuplicate,
  ComplaintOpened,
  ComplaintRejected,
  ComplaintReopened,
  ComplaintResolved,
  ComplaintWithdrawn,
} from '@harken/contracts';
import { on, type ReceivedEvent, type Subscription, type Tx } from '@harken/messaging';
import type { Static } from 'typebox';
import type { ComplaintAction } from './timeline/complaint-entry.ts';
import { noteComplaint } from './timeline/note-complaint.use-case.ts';

interface OfComplaint {
  readonly complaint: Static<typeof ComplaintFacts>;
  readonly at?: string;
}

const note =
  <D extends OfComplaint>(action: ComplaintAction, facts: (data: D) => Noted = () => ({})) =>
  ({ id, time, data }: ReceivedEvent<D>, tx: Tx) =>
    noteComplaint(
      { id, at: data.at === undefined ? time : new Date(data.at), action, complaint: data.complaint, ...facts(data) },
      tx,
    );

interface Noted {
  readonly channel?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What becomes of a complaint goes into its customer's timeline. */
export const feedbackSubscriptions: readonly Subscription[] = [
  on(
    ComplaintOpened,
    note('opened', ({ origin, complaint }) => ({ details: { origin, feedbackId: complaint.feedbackId } })),
  ),
  on(ComplaintAcknowledged, note('acknowledged')),
  on(
    ComplaintEscalated,
    note('escalated', ({ level, reason, clock }) => ({ details: { level, reason, clock } })),
  ),
  on(
    ComplaintAnswered,
    note('answered', ({ channel, answerId, outcome, by }) => ({ channel, details: { answerId, outcome, by } })),
  ),
  on(ComplaintResolved, note('resolved')),
  on(ComplaintClosed, note('closed')),
  on(ComplaintRejected, note('rejected')),
  on(
    ComplaintMarkedDuplicate,
    note('duplicate', ({ of }) => ({ details: { of } })),
  ),
  on(ComplaintWithdrawn, note('withdrawn')),
  on(ComplaintReopened, note('reopened')),
];
