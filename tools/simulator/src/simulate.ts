import { type JourneyPlan, journeyPlans, type TouchpointPlan } from './journey-plans.ts';
import { type Mood, phrases } from './phrases.ts';
import { Random } from './random.ts';
import type { CustomerRecord, FeedbackRecord, InteractionRecord, Story } from './records.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** How many interactions and feedback records together, at least. */
  readonly records: number;
  /** The last moment of the story; it begins an hour before. */
  readonly until: Date;
}

const hour = 3_600_000;
const languages = ['en', 'en', 'zh', 'zh', 'th'] as const;
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Math.round(value)));

/** Customers who walk along a journey, touchpoint by touchpoint, and sometimes say what they think of it. */
export function simulate({ seed, records, until }: SimulationOptions): Story {
  const random = new Random(seed);
  const customers: CustomerRecord[] = [];
  const interactions: InteractionRecord[] = [];
  const feedback: FeedbackRecord[] = [];
  while (interactions.length + feedback.length < records) {
    const plan = random.pick(journeyPlans);
    const customer = newCustomer(random, plan, customers.length);
    customers.push(customer);
    // A disposition of the person that colours everything said.
    const leaning = random.normal(-0.5, 2.2);
    const reached = random.between(1, plan.touchpoints.length);
    plan.touchpoints.slice(0, reached).forEach((stop, step) => {
      const progress = (customers.length % 60) / 60 + step / 600;
      const occurredAt = new Date(until.getTime() - hour + (progress % 1) * hour).toISOString();
      const n = interactions.length + feedback.length;
      interactions.push(newInteraction(random, plan, stop, customer, `i-${n}`, occurredAt));
      if (random.chance(0.75)) feedback.push(newFeedback(random, stop, customer, leaning, `f-${n}`, occurredAt));
    });
  }
  return { customers, interactions, feedback };
}

function newCustomer(random: Random, plan: JourneyPlan, index: number): CustomerRecord {
  const language = random.pick(languages);
  return {
    externalId: `${plan.name}-${index}`,
    name: `Customer ${index}`,
    segments: [random.pick(plan.segments), ...(random.chance(0.2) ? ['newsletter'] : [])],
    ...(random.chance(0.9) ? { tier: random.pick(plan.tiers) } : {}),
    stage: plan.touchpoints[0]?.stage ?? 'prospect',
    language,
  };
}

function newInteraction(
  random: Random,
  plan: JourneyPlan,
  stop: TouchpointPlan,
  { externalId }: CustomerRecord,
  id: string,
  occurredAt: string,
): InteractionRecord {
  return {
    id,
    type: stop.interaction,
    customer: externalId,
    touchpoint: stop.touchpoint,
    channel: stop.channel,
    phase: stop.phase,
    ...(stop.spend ? { amount: { minor: random.between(...stop.spend), currency: plan.currency } } : {}),
    occurredAt,
  };
}

function newFeedback(
  random: Random,
  stop: TouchpointPlan,
  { externalId, language }: CustomerRecord,
  leaning: number,
  id: string,
  occurredAt: string,
): FeedbackRecord {
  const nps = clamp(random.normal(stop.quality + leaning, 1.4), 0, 10);
  const mood: Mood = nps >= 8 ? 'good' : nps >= 6 ? 'fair' : nps >= 3 ? 'bad' : 'angry';
  const factor = (experience: number) => ({
    factor: random.pick(['service', 'product', 'convenience', 'relationship']),
    experience: clamp(experience, 0, 10),
    ...(random.chance(0.6) ? { expectation: random.between(6, 9) } : {}),
    ...(random.chance(0.6) ? { importance: random.between(4, 10) } : {}),
  });
  return {
    id,
    customer: externalId,
    method: random.pick(['survey', 'survey', 'survey', 'call', 'chat']),
    touchpoint: stop.touchpoint,
    channel: stop.channel,
    phase: stop.phase,
    category: stop.category,
    text: random.pick(phrases[language]?.[mood] ?? []),
    language,
    answers: {
      ...(random.chance(0.85) ? { nps } : {}),
      ...(random.chance(0.7) ? { csat: clamp(nps / 2, 1, 5) } : {}),
      ...(random.chance(0.3) ? { ces: clamp(nps * 0.7, 1, 7) } : {}),
      ...(random.chance(0.4) ? { factors: [factor(nps + random.normal(0, 1))] } : {}),
    },
    occurredAt,
  };
}
