export interface TouchpointPlan {
  readonly touchpoint: string;
  readonly phase: 'before' | 'during' | 'after';
  readonly stage: string;
  readonly interaction: string;
  readonly channel: string;
  /** How good it is there, 0-10: what an average customer would answer to the NPS question. */
  readonly quality: number;
  readonly category: string;
  readonly spend?: readonly [low: number, high: number];
}

export interface JourneyPlan {
  readonly name: string;
  readonly currency: string;
  readonly segments: readonly string[];
  readonly tiers: readonly string[];
  readonly touchpoints: readonly TouchpointPlan[];
}

/** The ways customers take; the touchpoints are those of `examples/journeys/`. */
export const journeyPlans: readonly JourneyPlan[] = [
  {
    name: 'property-developer',
    currency: 'HKD',
    segments: ['first-home', 'family', 'investor'],
    tiers: ['silver', 'gold', 'platinum'],
    touchpoints: [
      {
        touchpoint: 'showroom-visit',
        phase: 'before',
        stage: 'prospect',
        interaction: 'visit',
        channel: 'in_person',
        quality: 8.2,
        category: 'advice',
      },
      {
        touchpoint: 'contract-signing',
        phase: 'before',
        stage: 'signed',
        interaction: 'signing',
        channel: 'in_person',
        quality: 7.6,
        category: 'contract',
        spend: [300_000_000, 900_000_000],
      },
      {
        touchpoint: 'construction-updates',
        phase: 'during',
        stage: 'signed',
        interaction: 'newsletter',
        channel: 'email',
        quality: 5.4,
        category: 'information',
      },
      {
        touchpoint: 'handover',
        phase: 'during',
        stage: 'run-in',
        interaction: 'handover',
        channel: 'in_person',
        quality: 4.6,
        category: 'defect',
      },
      {
        touchpoint: 'repairs',
        phase: 'after',
        stage: 'stable',
        interaction: 'repair',
        channel: 'phone',
        quality: 5.8,
        category: 'defect',
      },
    ],
  },
  {
    name: 'electronics-retailer',
    currency: 'HKD',
    segments: ['student', 'family', 'business'],
    tiers: ['basic', 'silver', 'gold'],
    touchpoints: [
      {
        touchpoint: 'store-browse',
        phase: 'before',
        stage: 'prospect',
        interaction: 'visit',
        channel: 'in_person',
        quality: 7.4,
        category: 'advice',
      },
      {
        touchpoint: 'checkout',
        phase: 'during',
        stage: 'stable',
        interaction: 'purchase',
        channel: 'in_person',
        quality: 8.4,
        category: 'payment',
        spend: [19_900, 1_499_900],
      },
      {
        touchpoint: 'delivery',
        phase: 'during',
        stage: 'stable',
        interaction: 'delivery',
        channel: 'in_person',
        quality: 5.9,
        category: 'delay',
      },
      {
        touchpoint: 'hotline',
        phase: 'after',
        stage: 'stable',
        interaction: 'call',
        channel: 'phone',
        quality: 4.9,
        category: 'service',
      },
    ],
  },
];
