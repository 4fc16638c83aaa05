import type { ServerResponse } from 'node:http';
import type { Logger } from '@harken/service';
import type { DataSource } from 'typeorm';
import { type AlertCursor, cursorAt, writeAlertCursor } from '../alert-cursor.ts';
import type { AlertFilter } from '../alert-filter.ts';
import type { LostBecause } from '../log/read-start.queries.ts';
import type { AlertFeed } from './alert-feed.stream.ts';
import { followLog } from './follow-log.stream.ts';
import { sseFrame, sseHeartbeat, sseOpening } from './sse-frame.ts';
import type { WaitingReader } from './waiting-readers.stream.ts';

export interface StreamOptions {
  readonly heartbeatMs: number;
  readonly slowClientMs: number;
  readonly retryMs: number;
}

/** What a client that lost its place is told: from where to where the stream goes on before it is live. */
export interface Gap {
  readonly reason: LostBecause;
  /** Alerts up to here are past their retention. */
  readonly droppedThrough: number;
  /** The positions that come now. After a restore some of them may repeat what was seen before: ids tell. */
  readonly oldest: number;
  readonly end: number;
}

export interface StreamRequest {
  readonly from: AlertCursor;
  readonly filter: AlertFilter;
  readonly gap?: Gap | undefined;
}

/** Writes alerts to clients as server-sent events. */
export class AlertStreams {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: AlertFeed,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /** Writes until the client leaves or the reader is ended. Never throws. */
  async serve(
    response: ServerResponse,
    request: StreamRequest,
    options: StreamOptions,
    reader: WaitingReader,
  ): Promise<void> {
    response.on('close', reader.end);
    response.on('error', reader.end);
    const heartbeat = setInterval(() => {
      if (response.writableLength === 0) response.write(sseHeartbeat);
    }, options.heartbeatMs);
    try {
      await this.#write(response, request, options, reader.ended);
    } catch (error) {
      this.logger.warn({ err: error }, 'a stream of alerts ended early');
    } finally {
      clearInterval(heartbeat);
      reader.end();
      response.end();
    }
  }

  async #write(response: ServerResponse, request: StreamRequest, options: StreamOptions, ended: AbortSignal) {
    const { from, filter, gap } = request;
    response.write(sseOpening(options.retryMs, writeAlertCursor(from)));
    if (gap) {
      const data = JSON.stringify(gap);
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
