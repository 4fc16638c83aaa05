import type { EventData, FeedbackRetracted, FeedbackSuperseded } from '@harken/contracts';
import { sql, type Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { system } from '../complaint/complaint.ts';
import { feedbackCorrected } from '../complaint/decide/decide-feedback-corrected.ts';
import { changeComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { openFromFeedback } from './open-from-feedback.use-case.ts';
import { triageStore } from './triage.store.ts';

type Superseded = EventData<typeof FeedbackSuperseded>;
type Retracted = EventData<typeof FeedbackRetracted>;

const findComplaint = sql<{ id: string }>('SELECT id FROM complaints WHERE feedback_id = $1');

/**
 * The complaint of corrected feedback is flagged, and goes on. What waits in triage says so. Feedback that is a complaint
 * only since its correction opens one now.
 */
export async function followCorrections(
  events: readonly ReceivedEvent<Superseded | Retracted>[],
  tx: Tx,
): Promise<void> {
  for (const event of events) {
    const { feedbackId, by } = event.data;
    const after = 'after' in event.data ? event.data.after : null;
    const correction = after ? 'superseded' : 'retracted';
    const [complaint] = await findComplaint.query(tx, [feedbackId]);
    if (complaint) {
      await changeComplaint(
        { id: complaint.id, expectedVersion: undefined, actor: system, onBehalfOf: null },
        (current, context) => feedbackCorrected(current, { correction, by }, context),
        tx,
      );
    } else if (!(await triageStore.correct(tx, feedbackId, correction, after?.complaint.reasons)) && after) {
      await openCorrected({ ...event, data: { feedbackId, ...after } }, tx);
    }
  }
}

async function openCorrected(event: Parameters<typeof openFromFeedback>[0][number], tx: Tx): Promise<void> {
  const { complaint, history } = event.data;
  if (complaint.verdict !== 'none' && !history) await openFromFeedback([event], tx);
}
