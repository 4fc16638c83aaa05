import { createHash } from 'node:crypto';
import type { EventData, FeedbackReceived } from '@harken/contracts';
import { scaleText } from '../../scores/metric.ts';

/** The overall question that was answered together with the factors: NPS before CSAT. */
export const outcomes = ['nps', 'csat', 'none'] as const;
export type Outcome = (typeof outcomes)[number];

/** What the answers of one cell have in common. Its id is a hash of its content, so that a replay finds the same set. */
export interface FactorSet {
  readonly setId: string;
  readonly voice: string;
  readonly touchpoint: string | null;
  readonly segments: readonly string[];
  readonly customerStage: string | null;
  readonly factor: string;
  /** As it was answered, `0..10`. */
  readonly scale: string;
  readonly outcome: Outcome;
}

/** What one speaker said about one factor, on the scale of its set. Values are decimal text, as those of scores. */
export interface FactorAnswer {
  readonly feedbackId: string;
  /** Of the feedback: 1 as it came in. */
  readonly version: number;
  readonly factor: string;
  readonly setId: string;
  readonly occurredAt: string;
  readonly customerId: string | null;
  /** 0 to 1023, the same for all answers of one customer: some slices are a sample of customers. */
  readonly customerSlice: number | null;
  readonly experience: string | null;
  readonly expectation: string | null;
  readonly importance: string | null;
  readonly ideal: string | null;
  /** The answer to the overall question of the set. */
  readonly outcomeValue: string | null;
}

export const measures = ['experience', 'expectation', 'importance', 'ideal'] as const;
export type Measure = (typeof measures)[number];

type Feedback = EventData<typeof FeedbackReceived>;

/** What a feedback says about factors. A factor without any answer gives none; of one that occurs twice the first counts. */
export function factorAnswersOf(feedback: Feedback, version = 1): { set: FactorSet; answer: FactorAnswer }[] {
  const { answers, customer, feedbackId, voice } = feedback;
  const outcome: Outcome = answers.nps !== null ? 'nps' : answers.csat !== null ? 'csat' : 'none';
  const occurredAt = new Date(feedback.occurredAt).toISOString();
  const customerId = customer?.customerId ?? null;
  const known = new Set<string>();
  return answers.factors.flatMap((given) => {
    const { factor, min = 0, max = 10 } = given;
    if (known.has(factor) || measures.every((measure) => given[measure] === null)) return [];
    known.add(factor);
    const set = setOf({
      voice,
      touchpoint: feedback.touchpoint,
      segments: [...new Set(customer?.segments)].sort(),
      customerStage: customer?.stage ?? null,
      factor,
      scale: scaleText(min, max),
      outcome,
    });
    const answer = {
      feedbackId,
      version,
      factor,
      setId: set.setId,
      occurredAt,
      customerId,
      customerSlice: customerId === null ? null : sliceOf(customerId),
      experience: decimal(given.experience),
      expectation: decimal(given.expectation),
      importance: decimal(given.importance),
      ideal: decimal(given.ideal),
      outcomeValue: decimal(answers.nps ?? answers.csat),
    };
    return [{ set, answer }];
  });
}

const decimal = (value: number | null): string | null => (value === null ? null : `${value}`);

export const slices = 1024;

// The last digits of a UUIDv7 are random.
const sliceOf = (customerId: string): number => Number.parseInt(customerId.slice(-4), 16) % slices;

function setOf(content: Omit<FactorSet, 'setId'>): FactorSet {
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { setId: digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), ...content };
}
