import type { EventData, FeedbackReceived, InteractionRecorded } from '@harken/contracts';

type Interaction = EventData<typeof InteractionRecorded>;
type Feedback = Omit<EventData<typeof FeedbackReceived>, 'feedbackId'>;

/** What happened between a customer and the company; an amount is in the smallest unit of its currency. */
export interface InteractionFact {
  readonly interactionId: string;
  readonly customerId: string;
  readonly occurredAt: string;
  readonly type: string;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly phase: string | null;
  readonly campaign: string | null;
  readonly product: string | null;
  readonly location: string | null;
  readonly team: string | null;
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly stage: string | null;
  readonly minor: number | null;
  readonly currency: string | null;
  readonly history: boolean;
}

/** One version of what a customer said. Without a customer it says that the feedback no longer counts for anybody. */
export interface FeedbackFact {
  readonly feedbackId: string;
  readonly version: number;
  readonly customerId: string | null;
  readonly occurredAt: string;
  readonly touchpoint: string | null;
  readonly campaign: string | null;
  readonly score: number | null;
  readonly nps: number | null;
  readonly history: boolean;
}

export interface ComplaintFact {
  readonly complaintId: string;
  readonly customerId: string;
  readonly openedAt: string;
  readonly lastWordAt: string | null;
  readonly history: boolean;
}

export interface BreachFact {
  readonly alertId: string;
  readonly touchpoint: string;
  readonly since: string;
  readonly resolvedAt: string | null;
}

export interface MergeFact {
  readonly merged: string;
  /** null: undone. */
  readonly kept: string | null;
  readonly at: string;
}

export function interactionFactOf({ customer, interactionType, amount, ...said }: Interaction): InteractionFact {
  const { interactionId, touchpoint, channel, phase, campaign, product, location, team, history } = said;
  return {
    interactionId,
    customerId: customer.customerId,
    occurredAt: said.occurredAt,
    type: interactionType,
    touchpoint,
    channel,
    phase,
    campaign,
    product,
    location,
    team,
    segments: [...new Set(customer.segments)].sort(),
    tier: customer.tier,
    stage: customer.stage,
    minor: amount?.minor ?? null,
    currency: amount?.currency ?? null,
    history,
  };
}

/** Only what customers say counts; null said with a first version leaves nothing to remember. */
export function feedbackFactOf(feedbackId: string, said: Feedback | null, version: number): FeedbackFact | null {
  const nobody = { feedbackId, version, customerId: null, touchpoint: null, campaign: null, score: null, nps: null };
  if (said?.voice !== 'customer' || !said.customer) {
    return version === 1 ? null : { ...nobody, occurredAt: '1970-01-01T00:00:00.000Z', history: false };
  }
  const { occurredAt, touchpoint, campaign, history, answers } = said;
  const { customerId } = said.customer;
  const score = scoreOf(answers);
  return { feedbackId, version, customerId, occurredAt, touchpoint, campaign, score, nps: answers.nps, history };
}

/** The mean of all answers to how it was, each brought to 0..10; null if nothing was answered. */
export function scoreOf({ nps, csat, ces, ratings, factors }: Feedback['answers']): number | null {
  const answers: [value: number | null, min: number, max: number][] = [
    [nps, 0, 10],
    [csat, 1, 5],
    [ces, 1, 7],
    ...ratings.map(({ value, min, max }): [number, number, number] => [value, min, max]),
    ...factors.map(({ experience, min = 0, max = 10 }): [number | null, number, number] => [experience, min, max]),
  ];
  const scores = answers.flatMap(([value, min, max]) =>
    value === null || max <= min ? [] : [Math.min(10, Math.max(0, ((value - min) / (max - min)) * 10))],
  );
  if (scores.length === 0) return null;
  return Math.round((scores.reduce((sum, score) => sum + score, 0) / scores.length) * 10_000) / 10_000;
}
