import type { ComplaintOpened, EventData, FeedbackReceived } from '@harken/contracts';

/** A complaint as the scan counts it. */
export interface CountedComplaint {
  readonly complaintId: string;
  readonly version: number;
  readonly number: string;
  readonly openedAt: string;
  readonly history: boolean;
  readonly counts: boolean;
  readonly feedbackId: string | null;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly category: string | null;
  readonly product: string | null;
  readonly location: string | null;
  readonly campaign: string | null;
  readonly severity: string;
  readonly customerId: string | null;
  readonly externalId: string | null;
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly stage: string | null;
  readonly language: string | null;
}

/** Feedback that finds something bad. */
export interface PoorFeedback {
  readonly feedbackId: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly history: boolean;
  readonly counts: boolean;
  readonly retracted: boolean;
  readonly touchpoint: string | null;
  readonly category: string | null;
  readonly product: string | null;
  readonly location: string | null;
  readonly campaign: string | null;
  readonly factors: readonly string[];
}

type ComplaintFacts = EventData<typeof ComplaintOpened>['complaint'];
type FeedbackFacts = Omit<EventData<typeof FeedbackReceived>, 'feedbackId'>;
type Answers = FeedbackFacts['answers'];

export const countedComplaint = (complaint: ComplaintFacts, history: boolean): CountedComplaint => ({
  complaintId: complaint.complaintId,
  version: complaint.version,
  number: complaint.number,
  openedAt: complaint.openedAt,
  history,
  counts: complaint.status !== 'withdrawn' && complaint.status !== 'duplicate',
  feedbackId: complaint.feedbackId,
  touchpoint: complaint.touchpoint,
  channel: complaint.channel,
  category: complaint.category,
  product: complaint.product,
  location: complaint.location,
  campaign: complaint.campaign,
  severity: complaint.severity,
  customerId: complaint.customer?.customerId ?? null,
  externalId: complaint.customer?.externalId ?? null,
  segments: complaint.customer?.segments ?? [],
  tier: complaint.customer?.tier ?? null,
  stage: complaint.customer?.stage ?? null,
  language: complaint.customer?.language ?? complaint.language,
});

/** The lowest two fifths of a scale. */
const poorShare = 0.4;

/** The factors that were experienced as bad. */
export const poorFactors = ({ factors }: Answers): string[] => [
  ...new Set(
    factors
      .filter(
        ({ experience, min = 0, max = 10 }) => experience !== null && (experience - min) / (max - min) <= poorShare,
      )
      .map(({ factor }) => factor),
  ),
];

/** A complaint, a bad score, or a factor that is bad: what a problem is made of. */
export const isPoor = ({ complaint, answers }: FeedbackFacts): boolean =>
  complaint.verdict !== 'none' ||
  (answers.nps !== null && answers.nps <= 4) ||
  (answers.csat !== null && answers.csat <= 2) ||
  (answers.ces !== null && answers.ces <= 2) ||
  poorFactors(answers).length > 0;

export const poorFeedback = (
  feedbackId: string,
  version: number,
  facts: FeedbackFacts,
  retracted = false,
): PoorFeedback => ({
  feedbackId,
  version,
  occurredAt: facts.occurredAt,
  history: facts.history,
  counts: isPoor(facts),
  retracted,
  touchpoint: facts.touchpoint,
  category: facts.category,
  product: facts.product,
  location: facts.location,
  campaign: facts.campaign,
  factors: poorFactors(facts.answers),
});

export type AnswerVerdict = 'better' | 'same' | 'worse';

/** Whether an answer says that a problem is better: a rating named `better` first, then the scores, then its kind. */
export function verdictOf({ answers, kind }: FeedbackFacts): AnswerVerdict | null {
  const rating = answers.ratings.find(({ name }) => name === 'better');
  if (rating) return aboveOrBelow(rating.value, (rating.min + rating.max) / 2);
  if (answers.csat !== null) return aboveOrBelow(answers.csat, 3);
  if (answers.nps !== null) return aboveOrBelow(answers.nps, 7.5, 1);
  if (kind === 'praise') return 'better';
  return kind === 'complaint' ? 'worse' : null;
}

const aboveOrBelow = (value: number, middle: number, margin = 0): AnswerVerdict => {
  if (Math.abs(value - middle) <= margin) return 'same';
  return value > middle ? 'better' : 'worse';
};
