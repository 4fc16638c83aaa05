import type { ServerResponse } from 'node:http';
import type { Actor, Logger, Worker } from '@harken/service';
import type { DataSource } from 'typeorm';
import { type AlertCursor, cursorAt, writeAlertCursor } from '../alert-cursor.ts';
import type { AlertFilter } from '../alert-filter.ts';
import { activeKeys } from './active-keys.queries.ts';
import type { AlertFeed } from './alert-feed.stream.ts';
import { followLog } from './follow-log.stream.ts';
import { sseFrame, sseHeartbeat, sseOpening } from './sse-frame.ts';

export interface StreamOptions {
  readonly heartbeatMs: number;
  readonly slowClientMs: number;
  readonly retryMs: number;
}

export interface StreamRequest {
  /** The caller: by a key, which may be revoked, or by a signed token, which expires. */
  readonly caller: Pick<Actor, 'keyId' | 'tokenExpiresAt'>;
  readonly from: AlertCursor;
  readonly filter: AlertFilter;
  /** The position through which alerts are gone, when the client asked for one of them. */
  readonly missedUpTo?: number;
}

/** A revoked key ends its streams within this time. */
const keyCheckIntervalMs = 500;

/** The open streams of this process. */
export class AlertStreams implements Worker {
  readonly #open = new Map<AbortController, StreamRequest['caller']>();
  #keyCheckTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: AlertFeed,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  get size(): number {
    return this.#open.size;
  }

  start(): void {
    this.#keyCheckTimer = setInterval(() => void this.#endRevokedKeys(), keyCheckIntervalMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#keyCheckTimer);
    for (const ended of this.#open.keys()) ended.abort();
  }

  /** Writes until the client leaves, its key is revoked, its token expires or the service stops. Never throws. */
  async serve(response: ServerResponse, request: StreamRequest, options: StreamOptions): Promise<void> {
    const ended = new AbortController();
    this.#open.set(ended, request.caller);
    response.on('close', () => ended.abort());
    response.on('error', () => ended.abort());
    const heartbeat = setInterval(() => {
      if (response.writableLength === 0) response.write(sseHeartbeat);
    }, options.heartbeatMs);
    try {
      await this.#write(response, request, options, ended.signal);
    } catch (error) {
      this.logger.warn({ err: error }, 'a stream of alerts ended early');
    } finally {
      clearInterval(heartbeat);
      this.#open.delete(ended);
      response.end();
    }
  }

  async #write(response: ServerResponse, request: StreamRequest, options: StreamOptions, ended: AbortSignal) {
    const { from, filter, missedUpTo } = request;
    response.write(sseOpening(options.retryMs, writeAlertCursor(from)));
    if (missedUpTo !== undefined) {
      const data = JSON.stringify({ droppedThrough: missedUpTo });
      response.write(sseFrame({ id: writeAlertCursor(from), event: 'harken.notifications.gap', data }));
    }
    for await (const { alerts } of followLog(this.dataSource, this.feed, from, filter, ended)) {
      const frames = alerts.map(({ position, recordedAt, facets, body }) =>
        sseFrame({ id: writeAlertCursor(cursorAt(position, recordedAt)), event: facets.type, data: body }),
      );
      if (response.write(frames.join(''))) continue;
      if (await drained(response, options.slowClientMs, ended)) continue;
      // Drops the buffer: the client resumes from what it has read.
      response.destroy();
      return;
    }
  }

  async #endRevokedKeys(): Promise<void> {
    if (this.#open.size === 0) return;
    try {
      const keyIds = new Set([...this.#open.values()].flatMap(({ keyId }) => keyId ?? []));
      const live = await activeKeys(this.dataSource, [...keyIds]);
      const isOver = ({ keyId, tokenExpiresAt }: StreamRequest['caller']): boolean =>
        keyId === null ? (tokenExpiresAt?.getTime() ?? 0) <= Date.now() : !live.has(keyId);
      for (const [ended, caller] of this.#open) if (isOver(caller)) ended.abort();
    } catch (error) {
      this.logger.warn({ err: error }, 'the keys of open streams could not be checked');
    }
  }
}

function drained(response: ServerResponse, withinMs: number, ended: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (inTime: boolean) => () => {
      clearTimeout(timer);
      response.off('drain', onDrain);
      ended.removeEventListener('abort', onEnd);
      resolve(inTime);
    };
    const onDrain = settle(true);
    const onEnd = settle(true);
    const timer = setTimeout(settle(false), withinMs);
    response.once('drain', onDrain);
    ended.addEventListener('abort', onEnd, { once: true });
  });
}
