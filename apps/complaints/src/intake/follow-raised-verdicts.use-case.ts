import { type EventData, type FeedbackVerdictRaised, nameOf } from '@harken/contracts';
import { sql, type Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { system } from '../complaint/complaint.ts';
import { openFromFeedback } from './open-from-feedback.use-case.ts';
import { triageStore } from './triage.store.ts';

type Raised = EventData<typeof FeedbackVerdictRaised>;

const findComplaint = sql<{ id: string }>('SELECT id FROM complaints WHERE feedback_id = $1');

/**
 * Feedback that a second look took for more opens a complaint or goes to triage, with clocks that begin now. What has a
 * complaint already stays as it is, and what a person decided stays decided.
 */
export async function followRaisedVerdicts(events: readonly ReceivedEvent<Raised>[], tx: Tx): Promise<void> {
  for (const event of events) {
    const { before: _before, reader: _reader, at: _at, ...data } = event.data;
    const [complaint] = await findComplaint.query(tx, [data.feedbackId]);
    const waiting = await triageStore.lock(tx, data.feedbackId);
    if (complaint || waiting?.decision) continue;
    if (waiting && data.complaint.verdict !== 'certain') continue;
    await openFromFeedback([{ ...event, data }], tx);
    if (waiting) await endTriage(data, tx);
  }
}

/** No person decided, so nothing is learnt from it: there is no `triage-decided`. */
async function endTriage({ feedbackId }: Pick<Raised, 'feedbackId'>, tx: Tx): Promise<void> {
  const [complaint] = await findComplaint.query(tx, [feedbackId]);
  await triageStore.decide(tx, {
    ...{ feedbackId, decision: 'opened', by: nameOf(system, null), reason: 'second look' },
    complaintId: complaint?.id ?? null,
  });
}
