import { RuleBroken, Unauthenticated } from '@harken/errors';
import {
  type Actor,
  CurrentActor,
  handlerAndUp,
  Roles,
  SETTINGS,
  SHUTDOWN,
  settingsOf,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiConflictResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { notificationsSettings } from '../../notifications.config.ts';
import { writeAlertCursor } from '../alert-cursor.ts';
import { type LogPage, readLog } from '../log/alert-log.queries.ts';
import { findReadStart } from '../log/read-start.queries.ts';
import { AlertFeed } from './alert-feed.stream.ts';
import { AlertStreams } from './alert-streams.stream.ts';
import { AlertPage, alertExample, PullQuery, StreamQuery } from './alerts.dto.ts';
import { type Pull, pullAlerts } from './pull-alerts.queries.ts';
import { keyEnded, tokenEnded, WaitingReaders } from './waiting-readers.stream.ts';

const retryMs = 2_000;

@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) private readonly settings: object,
    @Inject(SHUTDOWN) private readonly shutdown: AbortSignal,
    private readonly feed: AlertFeed,
    private readonly streams: AlertStreams,
    private readonly readers: WaitingReaders,
  ) {}

  @Get()
  @Roles('call_centre', ...handlerAndUp)
  @ApiOperation({
    summary: 'Pull alerts',
    description:
      'Reads the stored log from a cursor. `next` is the cursor for the next call, also without alerts; with `wait` the ' +
      'answer waits for the first alert, up to 30 seconds. A cursor whose alerts are past their retention is ' +
      'refused with 409 `alert.cursor-lost`: leave `after` out to read from the oldest alert that is kept. A key that is ' +
      'revoked, or a signed token that expires, ends its long polls within a second (401).',
  })
  @ApiConflictResponse({
    description: 'The place is lost (`alert.cursor-lost`): the log does not reach back so far.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  @ApiOkResponse({
    description: 'Alerts in the order of the log.',
    type: AlertPage,
    example: { items: [alertExample], next: '4711-20260302' },
  })
  async pull(
    @Query() query: PullQuery,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AlertPage> {
    const { after, limit, wait, ...filter } = query;
    const start = await findReadStart(this.unitOfWork.dataSource, after, '/query/after');
    if (start.lost) {
      const oldest = start.droppedThrough + 1;
      throw new RuleBroken('alert.cursor-lost', 'The log does not hold the place of this cursor any more.', { oldest });
    }
    const pull = { from: start.at, filter, limit };
    const { alerts, readUpTo } = await (wait === 0
      ? readLog(this.unitOfWork.dataSource, pull.from, filter, limit)
      : this.waitForAlerts({ ...pull, waitMs: wait * 1000 }, actor, reply));
    return { items: alerts.map(({ body }) => JSON.parse(body)), next: writeAlertCursor(readUpTo) };
  }

  private async waitForAlerts(pull: Omit<Pull, 'ended'>, actor: Actor, reply: FastifyReply): Promise<LogPage> {
    const reader = this.readers.begin('longPoll', actor);
    reply.raw.on('close', reader.end);
    try {
      const ended = AbortSignal.any([reader.ended, this.shutdown]);
      const page = await pullAlerts(this.unitOfWork.dataSource, this.feed, { ...pull, ended });
      if (reader.ended.reason === keyEnded) {
        throw new Unauthenticated('access.key-invalid', 'This key is not valid, or not any more.');
      }
      if (reader.ended.reason === tokenEnded)
        throw new Unauthenticated('access.token-expired', 'The token has expired.');
      return page;
    } finally {
      reader.end();
    }
  }

  @Get('stream')
  @Roles('call_centre', ...handlerAndUp)
  @ApiOperation({
    summary: 'Follow alerts',
    description:
      'Server-sent events: `id` is a cursor of the log, `event` the type, `data` the alert. Without Last-Event-ID the ' +
      'stream begins now; with it, right after that event, without gap or repeat. When that place is past retention ' +
      '(`dropped`) or beyond the end, because the database was restored from a backup (`restored`), an event ' +
      '`harken.notifications.gap` with `{ reason, droppedThrough, oldest, end }` comes first. The stream then goes on with ' +
      'the oldest alert kept: positions `oldest` to `end`, then what is new. After a restore drop repeats by `id`. A client ' +
      'that reads nothing for a while is disconnected and resumes.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The `id` of the last event that was seen.',
    schema: { type: 'string', example: '4711-20260302' },
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    description: 'Events without an end.',
    content: {
      'text/event-stream': {
        schema: { type: 'string' },
        example: `id: 4711-20260302\nevent: ${alertExample.type}\ndata: ${JSON.stringify(alertExample)}\n\n`,
      },
    },
  })
  async stream(
    @Query() query: StreamQuery,
    @Headers('last-event-id') header: string | undefined,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { lastEventId, ...filter } = query;
    const start = await findReadStart(
      this.unitOfWork.dataSource,
      header || lastEventId || 'latest',
      '/header/last-event-id',
    );
    const { STREAM_HEARTBEAT, STREAM_SLOW_CLIENT } = settingsOf(notificationsSettings, this.settings);
    const reader = this.readers.begin('stream', actor);
    const { droppedThrough, lost } = start;
    const gap = lost && { reason: lost, droppedThrough, oldest: droppedThrough + 1, end: start.end.position };
    reply.hijack();
    reply.raw.writeHead(200, {
      ...reply.getHeaders(),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // Nothing comes after a stream: a connection kept alive would only hold up a shutdown.
      connection: 'close',
      // Without this nginx buffers the stream.
      'x-accel-buffering': 'no',
    } as Record<string, string>);
    await this.streams.serve(
      reply.raw,
      { from: start.at, filter, gap },
      { heartbeatMs: STREAM_HEARTBEAT, slowClientMs: STREAM_SLOW_CLIENT, retryMs },
      reader,
    );
  }
}
