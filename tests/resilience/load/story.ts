import { Random } from '@harken/simulator';
import type { Item } from '../ledger/rows.ts';
import { scenarioNames } from './scenarios.ts';

export interface StoryOptions {
  readonly seed: number;
  readonly events: number;
  readonly customers: number;
  /** Share of the feedback that is a complaint. */
  readonly complaints: number;
  /** Share of the events that come in batches. */
  readonly batched: number;
  /** Feedback occurred in the half hour before. */
  readonly until: number;
}

/** What the CRM sends at once. `body` goes over the wire as it is. */
export interface Step {
  readonly kind: 'feedback' | 'batch' | 'interaction';
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
  readonly items: readonly Item[];
}

export const touchpoints = ['showroom', 'signing', 'handover', 'repairs', 'hotline'] as const;
export const source = 'crm';

const meanBatch = 60;
const interactions = 0.15;

/** The whole intake of a run, in the order of sending: the same for the same seed, apart from the time it happens at. */
export function* storyOf(options: StoryOptions): Generator<Step> {
  const random = new Random(options.seed);
  const writer = new Writer(options, random);
  const batchesInSteps = options.batched / meanBatch / (options.batched / meanBatch + 1 - options.batched);
  while (writer.written < options.events) {
    if (random.chance(batchesInSteps)) yield batchOf(writer, random, options.events - writer.written);
    else if (random.chance(interactions / (1 - options.batched))) yield interactionOf(writer);
    else yield feedbackOf(writer, random);
  }
}

function batchOf(writer: Writer, random: Random, left: number): Step {
  const given = Array.from({ length: Math.min(left, random.between(20, 2 * meanBatch - 20)) }, () => writer.feedback());
  const [first] = given;
  return {
    kind: 'batch',
    path: '/v1/feedback/batch',
    key: random.chance(0.5) ? `batch-${first?.item.sourceId}` : undefined,
    body: { items: given.map(({ body }) => body) },
    items: given.map(({ item }) => item),
  };
}

function feedbackOf(writer: Writer, random: Random): Step {
  const { item, body } = writer.feedback();
  const key = random.chance(0.3) ? `feedback-${item.sourceId}` : undefined;
  return { kind: 'feedback', path: '/v1/feedback', key, body, items: [item] };
}

function interactionOf(writer: Writer): Step {
  const { item, body } = writer.interaction();
  return { kind: 'interaction', path: '/v1/interactions', key: undefined, body, items: [item] };
}

class Writer {
  written = 0;
  readonly #options: StoryOptions;
  readonly #random: Random;

  constructor(options: StoryOptions, random: Random) {
    this.#options = options;
    this.#random = random;
  }

  feedback(): { item: Item; body: object } {
    const random = this.#random;
    const { place, body } = this.#place('f');
    const complaint = random.chance(this.#options.complaints);
    const said = complaint ? complaintOf(random) : contentOf(random);
    const { nps, csat } = said.answers;
    return {
      item: { ...place, kind: 'feedback', nps, csat, complaint },
      body: { ...body, method: 'survey', ...said },
    };
  }

  interaction(): { item: Item; body: object } {
    const { place, body } = this.#place('i');
    return { item: { ...place, kind: 'interaction', complaint: false }, body: { ...body, type: 'visit' } };
  }

  #place(letter: string) {
    const random = this.#random;
    this.written += 1;
    const sourceId = `${letter}-${this.written}`;
    const customer = `c-${random.between(1, this.#options.customers)}`;
    const touchpoint = random.pick(touchpoints);
    const occurredAt = new Date(this.#options.until - random.between(1, 1_800_000)).toISOString();
    return {
      place: { sourceId, customer, touchpoint },
      body: { source, id: sourceId, customer, touchpoint, channel: 'web', occurredAt },
    };
  }
}

interface Said {
  readonly answers: { readonly nps?: number; readonly csat?: number };
  readonly [field: string]: unknown;
}

/** The campaign names the scenario by which the handlers work the complaint. */
function complaintOf(random: Random): Said {
  const campaign = random.pick(scenarioNames);
  const category = random.chance(0.05) ? { category: 'safety' } : {};
  if (random.chance(0.3))
    return { kind: 'complaint', text: 'The keys did not fit.', campaign, ...category, answers: {} };
  return { campaign, ...category, answers: { nps: random.between(0, 2) } };
}

function contentOf(random: Random): Said {
  const nps = random.chance(0.7) ? { nps: random.between(3, 10) } : {};
  return { answers: { ...nps, ...(random.chance(0.5) ? { csat: random.between(3, 5) } : {}) } };
}
