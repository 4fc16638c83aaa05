import type { EventData, FeedbackReceived } from '@harken/contracts';

/** What reports need of feedback about the present relationship, or about what could be: one row each. */
export interface PatternFeedback {
  readonly feedbackId: string;
  /** Of the feedback: 1 as it came in. */
  readonly version: number;
  readonly pattern: string;
  readonly method: string;
  readonly programme: string | null;
  readonly touchpoint: string | null;
  readonly occurredAt: string;
  readonly customerId: string | null;
  readonly segments: readonly string[];
  readonly nps: number | null;
  readonly csat: number | null;
  readonly hasText: boolean;
}

/** None for transactions, which are too many to be read one by one, and for what staff and managers say. */
export function patternFeedbackOf(feedback: EventData<typeof FeedbackReceived>, version = 1): PatternFeedback[] {
  const { feedbackId, pattern, method, programme, touchpoint, customer, answers } = feedback;
  if (pattern === 'past' || feedback.voice !== 'customer') return [];
  return [
    {
      feedbackId,
      version,
      pattern,
      method,
      programme,
      touchpoint,
      occurredAt: new Date(feedback.occurredAt).toISOString(),
      customerId: customer?.customerId ?? null,
      segments: [...new Set(customer?.segments)].sort(),
      nps: answers.nps,
      csat: answers.csat,
      hasText: feedback.text !== null,
    },
  ];
}
