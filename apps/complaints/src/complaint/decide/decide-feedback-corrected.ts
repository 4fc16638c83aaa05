import { ComplaintFeedbackCorrected } from '@harken/contracts';
import { type CommandContext, type Complaint, correctedFlags } from '../complaint.ts';
import { decideWith } from '../escalation/escalation-chain.ts';
import { type Decision, event } from '../history/change.ts';

export interface FeedbackCorrection {
  readonly correction: keyof typeof correctedFlags;
  /** Who corrected the feedback. */
  readonly by: string;
}

/** Flags the complaint and writes it down, whatever the status: status, team, clocks and escalations stay. */
export const feedbackCorrected = (
  complaint: Complaint,
  { correction, by }: FeedbackCorrection,
  context: CommandContext,
): Decision =>
  decideWith(complaint, context, (change) => {
    const flags = [...new Set([...complaint.flags, correctedFlags[correction]])];
    change.apply(event(ComplaintFeedbackCorrected, { at: change.at, correction, by }), {
      patch: { flags },
      history: { action: `feedback-${correction}`, reason: `by ${by}`, to: complaint.feedbackId },
    });
  });
