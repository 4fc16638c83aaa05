export type Channel = 'good' | 'faulty' | 'stream' | 'cursor';

export interface Request {
  readonly kind: 'feedback' | 'batch' | 'interaction' | 'command';
  readonly service: string;
  readonly target: string;
  readonly key?: string | undefined;
  readonly complaint?: string | undefined;
  readonly command?: string | undefined;
}

export interface Item {
  readonly sourceId: string;
  readonly kind: 'feedback' | 'interaction';
  readonly customer: string;
  readonly touchpoint: string;
  readonly nps?: number | undefined;
  readonly csat?: number | undefined;
  readonly complaint: boolean;
}

export interface Attempt {
  readonly n: number;
  readonly sentAt: number;
  readonly endedAt: number;
  /** Missing: no answer came. */
  readonly status?: number | undefined;
  /** The code of the problem that was answered, or of what went wrong on the way. */
  readonly code?: string | undefined;
  /** A digest of the body, to compare two answers. */
  readonly answer?: string | undefined;
  readonly retryAfter?: string | undefined;
  /** The answer says that an earlier attempt had done it. */
  readonly repeated?: boolean | undefined;
}

export interface LogRow {
  readonly eventId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly type: string;
  readonly subject: string;
  readonly version?: number | undefined;
  readonly cycle?: number | undefined;
  /** What the event is about besides its subject: the source id of feedback, the feedback of a complaint. */
  readonly ref?: string | undefined;
  readonly facts?: string | undefined;
  readonly seenAt: number;
}

export interface AlertRow {
  readonly channel: Channel;
  readonly alertId: string;
  readonly type: string;
  readonly subject: string;
  readonly version?: number | undefined;
  readonly seenAt: number;
}

export interface ComplaintRead {
  readonly id: string;
  readonly feedbackId: string | null;
  readonly status: string;
  readonly version: number;
  readonly cycle: number;
  readonly touchpoint: string | null;
  readonly readAt: number;
  readonly body: string;
}

export interface FaultRow {
  readonly n: number;
  readonly kind: string;
  readonly target: string;
  readonly described: string;
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
  readonly error?: string | undefined;
}
