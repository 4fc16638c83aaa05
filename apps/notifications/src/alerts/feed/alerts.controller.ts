import { RuleBroken } from '@harken/errors';
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
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { notificationsSettings } from '../../notifications.config.ts';
import { writeAlertCursor } from '../alert-cursor.ts';
import { findReadStart } from '../log/read-start.queries.ts';
import { AlertFeed } from './alert-feed.stream.ts';
import { AlertStreams } from './alert-streams.stream.ts';
import { AlertPage, alertExample, PullQuery, StreamQuery } from './alerts.dto.ts';
import { pullAlerts } from './pull-alerts.queries.ts';

const retryMs = 2_000;

@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) private readonly settings: object,
    @Inject(SHUTDOWN) private readonly shutdown: AbortSignal,
    private readonly feed: AlertFeed,
    private readonly streams: AlertStreams,
  ) {}

  @Get()
  @Roles('call_centre', ...handlerAndUp)
  @ApiOperation({
    summary: 'Pull alerts',
    description:
      'Reads the stored log from a cursor. `next` is the cursor for the next call, also without alerts; with `wait` the ' +
      'answer waits for the first alert, up to 30 seconds. A cursor whose alerts are past their retention is ' +
      'refused with 409 `alert.cursor-lost`: leave `after` out to read from the oldest alert that is kept.',
  })
  @ApiOkResponse({
    description: 'Alerts in the order of the log.',
    type: AlertPage,
    example: { items: [alertExample], next: '4711-20260302' },
  })
  async pull(@Query() query: PullQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<AlertPage> {
    const { after, limit, wait, ...filter } = query;
    const start = await findReadStart(this.unitOfWork.dataSource, after, '/query/after');
    if (start.lost) {
      const oldest = start.droppedThrough + 1;
      throw new RuleBroken('alert.cursor-lost', 'The log does not hold the place of this cursor any more.', { oldest });
    }
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    const ended = AbortSignal.any([gone.signal, this.shutdown]);
    const { alerts, readUpTo: readTo } = await pullAlerts(this.unitOfWork.dataSource, this.feed, {
      from: start.at,
      filter,
      limit,
      waitMs: wait * 1000,
      ended,
    });
    return { items: alerts.map(({ body }) => JSON.parse(body)), next: writeAlertCursor(readTo) };
  }

  @Get('stream')
  @Roles('call_centre', ...handlerAndUp)
  @ApiOperation({
    summary: 'Follow alerts',
    description:
      'Server-sent events: `id` is a cursor of the log, `event` the type, `data` the alert. Without Last-Event-ID the ' +
      'stream begins now; with it, right after that event, without gap or repeat. When that place is past retention, ' +
      'an event `harken.notifications.gap` comes first and the stream continues with the oldest alert kept. A client that ' +
      'reads nothing for a while is disconnected and resumes.',
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
      {
        caller: actor,
        from: start.at,
        filter,
        ...(start.lost ? { missedUpTo: start.droppedThrough } : {}),
      },
      { heartbeatMs: STREAM_HEARTBEAT, slowClientMs: STREAM_SLOW_CLIENT, retryMs },
    );
  }
}
