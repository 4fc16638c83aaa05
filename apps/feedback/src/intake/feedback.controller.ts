import {
  ApiPage,
  BatchBody,
  Direct,
  HttpResponse,
  handlerAndUp,
  IdParam,
  pageOf,
  Roles,
  readCursor,
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
import { parseRequest, plainItem } from '../requests/cloud-event.ts';
import { parsePageCursor } from '../requests/page-cursor.ts';
import { parseTimestamp } from '../requests/parse-timestamp.ts';
import { toBatchResponse } from './batch-response.ts';
import { BatchDto, CloudEventDto, checkBatch, FeedbackBatchBody, feedbackContent, oneOfSchemas } from './intake.dto.ts';
import { parseFeedback } from './intake-item.dto.ts';
import { receiveItems, toOutcome } from './receive-items.use-case.ts';

function toResponse({ record, isNew, conflict }: ReceivedFeedback) {
  if (conflict) throw conflict;
  return isNew ? HttpResponse.created(record).location(`/v1/feedback/${record.id}`) : HttpResponse.ok(record);
}

@ApiTags('feedback')
@ApiExtraModels(FeedbackBody, FeedbackDto, CloudEventDto, BatchDto)
@Controller('v1/feedback')
export class FeedbackController {
  constructor(
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
      'Plain JSON, or CloudEvents 1.0 in structured, binary or batch mode: the envelope gives source, id and time, ' +
      '`data` the other fields. The response comes after the commit and says whether it is a complaint. A repeat of ' +
      '(source, id) gets 200 with the record stored first, and 409 `feedback.differs` with both digests if its content ' +
      'is another. A CloudEvents batch gets 200 with one result per item.',
    requestBody: feedbackContent,
  })
  @ApiCreatedResponse({ description: 'Stored.', type: FeedbackDto })
  @ApiOkResponse({
    description: 'A repeat: the record stored first. For a CloudEvents batch, the result of each item.',
    schema: oneOfSchemas(FeedbackDto, BatchDto),
  })
  async submit(@Req() request: FastifyRequest) {
    const incoming = parseRequest(request.headers, request.body, new Date());
    const items = incoming.items.map(parseFeedback);
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
  submitBatch(@Req() request: FastifyRequest) {
    const { items } = checkBatch(request.body);
    const now = new Date();
    const parsed = items.map((body) => parseFeedback(plainItem(body, now)));
    return this.unitOfWork.transaction(async (tx) =>
      HttpResponse.ok(toBatchResponse((await receiveItems(parsed, tx)).map(toOutcome))),
    );
  }

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'List feedback', description: 'Newest first, by when it occurred.' })
  @ApiPage(FeedbackDto)
  async list(@Query() query: FeedbackQuery) {
    const { limit, cursor, from, to, ...filter } = query;
    const period = {
      from: from === undefined ? undefined : parseTimestamp(from, '/query/from'),
      to: to === undefined ? undefined : parseTimestamp(to, '/query/to'),
    };
    const after = parsePageCursor(readCursor(cursor));
    const records = await listFeedback(this.unitOfWork.dataSource, { ...filter, ...period }, limit + 1, after);
    return pageOf(records, limit, ({ occurredAt, id }) => [occurredAt.toISOString(), id]);
  }

  @Get(':id')
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'Read feedback', description: 'One record. It never changes, so its ETag is always "1".' })
  @ApiOkResponse({ description: 'The record.', type: FeedbackDto })
  async get(@IdParam() id: string) {
    return HttpResponse.ok(await findFeedback(this.unitOfWork.dataSource, id)).etag(1);
  }
}
