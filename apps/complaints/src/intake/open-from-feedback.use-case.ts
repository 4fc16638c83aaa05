import type { EventData, FeedbackReceived } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { pick, subjectFields, system } from '../complaint/complaint.ts';
import { linkAboutHandling } from '../satisfaction/handling-rating.use-case.ts';
import { type IncomingComplaint, openComplaints } from './open-complaints.use-case.ts';
import { triageStore } from './triage.store.ts';

type Received = EventData<typeof FeedbackReceived>;

/** Opens certain complaints; suspected ones wait in triage for a person. */
export async function openFromFeedback(events: readonly ReceivedEvent<Received>[], tx: Tx): Promise<void> {
  const certain = events.filter(({ data }) => data.complaint.verdict === 'certain');
  const opened = await openComplaints(
    certain.map(({ data, traceparent }) => ({ ...toIncomingComplaint(data), traceparent })),
    tx,
  );
  await linkAboutHandling(opened, tx);
  const suspected = events.filter(({ data }) => data.complaint.verdict === 'suspected');
  await triageStore.add(
    tx,
    suspected.map(({ data }) => ({
      feedbackId: data.feedbackId,
      receivedAt: data.receivedAt,
      customer: data.customer?.externalId ?? null,
      reasons: data.complaint.reasons,
      complaint: toIncomingComplaint(data),
    })),
  );
}

const toIncomingComplaint = (data: Received): IncomingComplaint => ({
  origin: 'feedback',
  feedbackId: data.feedbackId,
  customer: data.customer,
  ...pick(data, subjectFields),
  method: data.method as IncomingComplaint['method'],
  language: data.language ?? data.customer?.language ?? null,
  text: data.text,
  severity: null,
  occurredAt: new Date(data.occurredAt),
  openedAt: null,
  actor: system,
  onBehalfOf: null,
});
