import { TooMany } from '@harken/errors';
import type { Actor, Logger, Worker } from '@harken/service';
import type { DataSource } from 'typeorm';
import { liveKeys } from './live-keys.queries.ts';

export type ReaderKind = 'stream' | 'longPoll';

/** How many may wait at a time, per client and replica. */
export type ReaderLimits = Readonly<Record<ReaderKind, number>>;

export interface WaitingReader {
  /** Aborts when the access of its caller ends (the reason is `keyEnded` or `tokenEnded`), or when the service stops. */
  readonly ended: AbortSignal;
  /** Ends it: the client has gone, or has its answer. */
  readonly end: () => void;
}

/** By a key, which may be revoked, or by a signed token, which expires. */
export type ReaderCaller = Pick<Actor, 'clientId' | 'keyId' | 'tokenExpiresAt'>;

interface OpenReader extends ReaderCaller {
  readonly kind: ReaderKind;
}

/** The reason of `ended` when the key was revoked or has expired. */
export const keyEnded = new Error('The key is not live any more.');
/** The reason of `ended` when the signed token has expired. */
export const tokenEnded = new Error('The token has expired.');

/** A key that is revoked, or a token that expires, ends its readers within a second: half of it is for the query. */
const accessCheckIntervalMs = 500;
const retryAfterSeconds = 5;

const refusals = {
  stream: (max: number) =>
    new TooMany('alert.too-many-streams', `A client may have ${max} open streams.`, retryAfterSeconds),
  longPoll: (max: number) =>
    new TooMany('alert.too-many-long-polls', `A client may have ${max} open long polls.`, retryAfterSeconds),
} satisfies Record<ReaderKind, (max: number) => TooMany>;

/** The streams and long polls of this process that wait for alerts. */
export class WaitingReaders implements Worker {
  readonly #open = new Map<AbortController, OpenReader>();
  #accessCheckTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly limits: ReaderLimits,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  count(kind: ReaderKind): number {
    return [...this.#open.values()].filter((reader) => reader.kind === kind).length;
  }

  /** Throws TooMany when the client has as many of this kind as it may. */
  begin(kind: ReaderKind, { clientId, keyId, tokenExpiresAt }: ReaderCaller): WaitingReader {
    const ofClient = [...this.#open.values()].filter((open) => open.kind === kind && open.clientId === clientId);
    if (ofClient.length >= this.limits[kind]) throw refusals[kind](this.limits[kind]);
    const controller = new AbortController();
    this.#open.set(controller, { kind, clientId, keyId, ...(tokenExpiresAt ? { tokenExpiresAt } : {}) });
    return {
      ended: controller.signal,
      end: () => {
        this.#open.delete(controller);
        controller.abort();
      },
    };
  }

  start(): void {
    this.#accessCheckTimer = setInterval(() => {
      this.#endExpiredTokens();
      void this.#endDeadKeys();
    }, accessCheckIntervalMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#accessCheckTimer);
    for (const ended of this.#open.keys()) ended.abort();
  }

  #endExpiredTokens(): void {
    for (const [ended, { keyId, tokenExpiresAt }] of this.#open)
      if (keyId === null && (tokenExpiresAt?.getTime() ?? 0) <= Date.now()) ended.abort(tokenEnded);
  }

  async #endDeadKeys(): Promise<void> {
    const keyIds = new Set([...this.#open.values()].flatMap(({ keyId }) => keyId ?? []));
    if (keyIds.size === 0) return;
    try {
      const live = await liveKeys(this.dataSource, [...keyIds]);
      for (const [ended, { keyId }] of this.#open) if (keyId !== null && !live.has(keyId)) ended.abort(keyEnded);
    } catch (error) {
      this.logger.warn({ err: error }, 'the keys of open streams and long polls could not be checked');
    }
  }
}
