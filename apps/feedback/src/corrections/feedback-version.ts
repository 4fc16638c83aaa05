import type { FeedbackRecord } from '../feedback/feedback-record.ts';

export const corrections = ['superseded', 'retracted'] as const;

/** A version of feedback that no longer holds, and what ended it. */
export interface FeedbackVersion {
  readonly feedbackId: string;
  readonly version: number;
  readonly content: FeedbackRecord;
  readonly correction: (typeof corrections)[number];
  readonly reason: string | null;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly at: Date;
}
