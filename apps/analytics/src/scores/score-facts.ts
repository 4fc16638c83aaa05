import { createHash } from 'node:crypto';
import type { EventData, FeedbackReceived } from '@harken/contracts';
import { scaleText } from './metric.ts';

/**
 * One combination of the dimensions of scores, except product and location: of these a set only says whether there is
 * one. Its id is a hash of its content, so that a replay finds the same set.
 */
export interface DimensionSet {
  readonly setId: string;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly campaign: string | null;
  readonly programme: string | null;
  readonly pattern: string | null;
  readonly phase: string | null;
  readonly language: string | null;
  readonly method: string | null;
  readonly withProduct: boolean;
  readonly withLocation: boolean;
}

/** One answer to one query. `value` is decimal text: the sum of decimals does not depend on their order; the sum of floats does. */
export interface ScoreFact {
  readonly feedbackId: string;
  /** Of the feedback: 1 as it came in. */
  readonly version: number;
  readonly metric: string;
  readonly scale: string;
  readonly occurredAt: string;
  readonly setId: string;
  readonly product: string | null;
  readonly location: string | null;
  readonly value: string;
}

type Feedback = EventData<typeof FeedbackReceived>;

/** The answers of one feedback. An unanswered question gives no fact. The customer's dimensions are those of the event. */
export function scoreFactsOf(feedback: Feedback, version = 1): { set: DimensionSet; facts: ScoreFact[] } {
  const set = dimensionSetOf(feedback);
  const { feedbackId, product, location } = feedback;
  const occurredAt = new Date(feedback.occurredAt).toISOString();
  const facts = new Map<string, ScoreFact>();
  for (const { metric, scale, value } of answersOf(feedback)) {
    const key = JSON.stringify([metric, scale]);
    // Of a question that occurs twice in one feedback the first answer counts.
    if (value === null || facts.has(key)) continue;
    const { setId } = set;
    // Texts are not asked for by product or location, so they need no cells of them.
    const of = metric === textMetric ? { product: null, location: null } : { product, location };
    facts.set(key, { feedbackId, version, metric, scale, occurredAt, setId, ...of, value: `${value}` });
  }
  return { set, facts: [...facts.values()] };
}

/** The metric of every text of a customer: what shares of themes are shares of. */
export const textMetric = 'texts';
export const countScale = '0..1';

function answersOf({ answers, text }: Feedback): { metric: string; scale: string; value: number | null }[] {
  return [
    { metric: 'nps', scale: '0..10', value: answers.nps },
    { metric: 'csat', scale: '1..5', value: answers.csat },
    { metric: 'ces', scale: '1..7', value: answers.ces },
    ...answers.ratings.map(({ name, value, min, max }) => ({
      metric: `rating:${name}`,
      scale: scaleText(min, max),
      value,
    })),
    ...answers.factors.map(({ factor, experience, min = 0, max = 10 }) => ({
      metric: `experience:${factor}`,
      scale: scaleText(min, max),
      value: experience,
    })),
    { metric: textMetric, scale: countScale, value: text === null ? null : 1 },
  ];
}

function dimensionSetOf(feedback: Feedback): DimensionSet {
  const content = {
    touchpoint: feedback.touchpoint,
    channel: feedback.channel,
    segments: [...new Set(feedback.customer?.segments)].sort(),
    tier: feedback.customer?.tier ?? null,
    campaign: feedback.campaign,
    programme: feedback.programme,
    pattern: feedback.pattern,
    phase: feedback.phase,
    language: feedback.language ?? feedback.customer?.language ?? null,
    method: feedback.method,
    withProduct: feedback.product !== null,
    withLocation: feedback.location !== null,
  };
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { setId: digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), ...content };
}
