import {
  ApiPage,
  BatchBody,
  COMPANY_ZONE,
  Direct,
  HttpResponse,
  handlerAndUp,
  IdParam,
  pageOf,
  Roles,
  readTimeCursor,
  type TimeZone,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { FeedbackBody, FeedbackDto, FeedbackQuery } from '../feedback/feedback.dto.ts';
import { findFeedback, listFeedback } from '../feedback/feedback.queries.ts';
import type { FeedbackInput } from '../feedback/feedback-record.ts';
import { GroupCommit } from '../feedback/group-commit.command.ts';
import { type ReceivedFeedback, receiveFeedback } from '../feedback/receive-feedback.use-case.ts';
import {
  type IncomingRequest,
  parseCloudEvent,
  parseCloudEvents,
  parseRequest,
  plainItem,
} from '../requests/cloud-event.ts';
import { periodOf } from '../requests/period.dto.ts';
import { toBatchResponse } from './batch-response.ts';
import { BatchDto, checkBatch, FeedbackBatchBody, FeedbackEvent, feedbackBodies } from './intake.dto.ts';
import { parseFeedback, parseItems } from './intake-item.dto.ts';
import { receiveItems, toOutcome } from './receive-items.use-case.ts';

function toResponse({ record, isNew, conflict }: ReceivedFeedback) {
  if (conflict) throw conflict;
  return isNew ? HttpResponse.created(record).location(`/v1/feedback/${record.id}`) : HttpResponse.ok(record);
}

@ApiTags('feedback')
@ApiExtraModels(FeedbackBody, FeedbackEvent)
@Controller('v1/feedback')
export class FeedbackController {
  constructor(
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
    private readonly unitOfWork: UnitOfWork,
    @Inject(GroupCommit) private readonly intake: GroupCommit,
  ) {}

  @Post()
  @Direct()
  @Roles('crm', 'call_centre')
  @BatchBody()
  @ApiOperation({
    summary: 'Submit feedback',
    description:
      'The response comes after the commit and says whether it is a complaint. A repeat of (source, id) gets 200 with ' +
      'the record stored first, and 409 `feedback.differs` with both digests if its content is another. The address ' +
      'also takes CloudEvents 1.0 in structured, binary or batch mode, by their media type, and answers them as ' +
      '`/cloud-events` and `/cloud-events/batch` do: the envelope gives source, id and time, `data` the other fields.',
    requestBody: feedbackBodies.plain,
  })
  @ApiCreatedResponse({ description: 'Stored.', type: FeedbackDto })
  @ApiOkResponse({ description: 'A repeat: the record stored first.', type: FeedbackDto })
  submit(@Req() request: FastifyRequest) {
    return this.take(parseRequest(request.headers, request.body, new Date()));
  }

  @Post('cloud-events')
  @Direct()
  @Roles('crm', 'call_centre')
  @BatchBody()
  @ApiOperation({
    summary: 'Submit feedback as a CloudEvent',
    description:
      'CloudEvents 1.0, structured: the envelope gives source, id and time, `data` the other fields of the plain ' +
      'body. Answered as POST /v1/feedback.',
    requestBody: feedbackBodies.event,
  })
  @ApiCreatedResponse({ description: 'Stored.', type: FeedbackDto })
  @ApiOkResponse({ description: 'A repeat: the record stored first.', type: FeedbackDto })
  submitEvent(@Req() request: FastifyRequest) {
    return this.take(parseCloudEvent(request.body, new Date()));
  }

  @Post('cloud-events/batch')
  @Direct()
  @Roles('crm', 'call_centre')
  @BatchBody()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Submit a batch of CloudEvents',
    description: 'Up to 1000 structured CloudEvents in one transaction. Each is checked by itself.',
    requestBody: feedbackBodies.events,
  })
  @ApiOkResponse({ description: 'The result of each event.', type: BatchDto })
  submitEvents(@Req() request: FastifyRequest) {
    return this.take(parseCloudEvents(request.body, new Date()));
  }

  private async take(incoming: IncomingRequest) {
    const items = incoming.batch
      ? await parseItems(incoming.items, parseFeedback)
      : incoming.items.map((item) => parseFeedback(item));
    if (incoming.batch) {
      return this.unitOfWork.transaction(async (tx) =>
        HttpResponse.ok(toBatchResponse((await receiveItems(items, tx)).map(toOutcome))),
      );
    }
    const [item] = items;
    if (item?.kind === 'invalid') throw item.problem;
    return this.submitOne(item?.input as FeedbackInput);
  }

  /** A request with an Idempotency-Key stores its response in its own transaction; the others share commits. */
  private async submitOne(input: FeedbackInput) {
    if (!this.unitOfWork.keyed) return toResponse(await this.intake.receive(input));
    return this.unitOfWork.transaction(async (tx) => {
      const [received] = await receiveFeedback([input], tx);
      return toResponse(received as ReceivedFeedback);
    });
  }

  @Post('batch')
  @Direct()
  @Roles('crm')
  @BatchBody()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Submit a batch of feedback',
    description:
      'Up to 1000 items in one transaction. Each is checked by itself: a bad one is rejected with its problem and ' +
      'never fails the others.',
  })
  @ApiBody({ type: FeedbackBatchBody })
  @ApiOkResponse({ description: 'The result of each item.', type: BatchDto })
  async submitBatch(@Req() request: FastifyRequest) {
    const { items } = checkBatch(request.body);
    const now = new Date();
    const parsed = await parseItems(
      items.map((body) => plainItem(body, now)),
      parseFeedback,
    );
    return this.unitOfWork.transaction(async (tx) =>
      HttpResponse.ok(toBatchResponse((await receiveItems(parsed, tx)).map(toOutcome))),
    );
  }

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'List feedback', description: 'Newest first, by when it occurred.' })
  @ApiPage(FeedbackDto)
  async list(@Query() query: FeedbackQuery) {
    const { limit, cursor, from, to, timezone, ...filter } = query;
    const period = periodOf(this.companyZone, { from, to, timezone });
    const after = readTimeCursor(cursor);
    const records = await listFeedback(this.unitOfWork.dataSource, { ...filter, ...period }, limit + 1, after);
    return pageOf(records, limit, ({ occurredAt, id }) => [occurredAt.toISOString(), id]);
  }

  @Get(':id')
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'Read feedback', description: 'One record as it is now; its ETag is its version.' })
  @ApiOkResponse({ description: 'The record.', type: FeedbackDto })
  async get(@IdParam() id: string) {
    const record = await findFeedback(this.unitOfWork.dataSource, id);
    return HttpResponse.ok(record).etag(record.version);
  }
}
