import {
  ComplaintOpened,
  type EventContract,
  type EventData,
  FeedbackReceived,
  JourneyPublished,
  sampleCustomer,
} from '@harken/contracts';
import type { ReceivedEvent } from '@harken/messaging';
import { newId } from '@harken/messaging';

type Feedback = EventData<typeof FeedbackReceived>;
type Facts = EventData<typeof ComplaintOpened>['complaint'];

/** An event as the consumer passes it on. */
export function received<C extends EventContract>(contract: C, data: EventData<C>): ReceivedEvent<EventData<C>> {
  return {
    id: newId(),
    type: contract.type,
    source: `/${contract.producer}`,
    subject: 'subject',
    time: new Date('2026-03-02T10:00:00Z'),
    data,
    topic: contract.topic,
    partition: 0,
    offset: '0',
  };
}

/** Feedback without answers, except the given ones. */
export function feedback(
  given: Partial<Omit<Feedback, 'answers' | 'customer'>> & {
    answers?: Partial<Feedback['answers']>;
    customer?: Partial<NonNullable<Feedback['customer']>> | null;
  } = {},
): ReceivedEvent<Feedback> {
  const { sample } = FeedbackReceived;
  return received(FeedbackReceived, {
    ...sample,
    feedbackId: newId(),
    ...given,
    answers: { nps: null, csat: null, ces: null, ratings: [], factors: [], ...given.answers },
    customer: given.customer === null ? null : { ...sampleCustomer, ...given.customer },
  });
}

/** A complaint and its events: each call of `now` is its next version. */
export class ComplaintStory {
  readonly events: ReceivedEvent[] = [];
  private facts: Facts;

  constructor(given: Partial<Facts> = {}) {
    this.facts = {
      ...ComplaintOpened.sample.complaint,
      complaintId: newId(),
      status: 'received',
      assignee: null,
      cycle: 1,
      ...given,
      version: 0,
    };
  }

  get id(): string {
    return this.facts.complaintId;
  }

  now<C extends EventContract>(
    contract: C,
    data: Partial<Omit<EventData<C>, 'complaint'>>,
    facts: Partial<Facts> = {},
  ): this {
    this.facts = { ...this.facts, ...facts, version: this.facts.version + 1 };
    this.events.push(
      received(contract, { ...(contract.sample as object), ...data, complaint: this.facts } as EventData<C>),
    );
    return this;
  }
}

export function journey(
  given: Partial<EventData<typeof JourneyPublished>> & {
    places: readonly { touchpoint: string; stage: string; team?: string }[];
  },
): ReceivedEvent {
  const { places, ...rest } = given;
  const [sample] = JourneyPublished.sample.touchpoints;
  return received(JourneyPublished, {
    ...JourneyPublished.sample,
    ...rest,
    touchpoints: places.map((place) => ({ ...sample, team: null, ...place })) as never,
  });
}

/** Fisher and Yates with a linear congruential generator: the same order for the same seed. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const mixed = [...items];
  let state = seed;
  for (let i = mixed.length - 1; i > 0; i--) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const j = state % (i + 1);
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}
