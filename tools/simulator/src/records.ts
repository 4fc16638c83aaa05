/** What `POST /v1/feedback` takes; `source` and `campaign` are set by the sender, so that runs can be kept apart. */
export interface FeedbackRecord {
  readonly id: string;
  readonly customer: string;
  readonly method: string;
  readonly kind?: string;
  readonly touchpoint?: string;
  readonly channel?: string;
  readonly phase?: 'before' | 'during' | 'after';
  readonly category?: string;
  readonly text?: string;
  readonly language?: string;
  readonly answers?: {
    readonly nps?: number;
    readonly csat?: number;
    readonly ces?: number;
    readonly ratings?: readonly { name: string; value: number; min: number; max: number }[];
    readonly factors?: readonly { factor: string; experience?: number; expectation?: number; importance?: number }[];
  };
  readonly occurredAt: string;
}

export interface InteractionRecord {
  readonly id: string;
  readonly type: string;
  readonly customer: string;
  readonly touchpoint: string;
  readonly channel: string;
  readonly phase: 'before' | 'during' | 'after';
  readonly amount?: { readonly minor: number; readonly currency: string };
  readonly occurredAt: string;
}

export interface CustomerRecord {
  readonly externalId: string;
  readonly name: string;
  readonly segments: readonly string[];
  readonly tier?: string;
  readonly stage?: string;
  readonly language: string;
}

/** Everything one run sends, in the order of sending. */
export interface Story {
  readonly customers: readonly CustomerRecord[];
  readonly interactions: readonly InteractionRecord[];
  readonly feedback: readonly FeedbackRecord[];
}
