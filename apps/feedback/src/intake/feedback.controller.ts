import {
  Answer,
  BatchBody,
  checkerOf,
  Direct,
  handlerAndUp,
  IdParam,
  pageOf,
  Requests,
  Roles,
  readCursor,
} from '@harken/service';
import { Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { FeedbackPage, FeedbackQuery, FeedbackView } from '../feedback/feedback.dto.ts';
import { findFeedback, listFeedback } from '../feedback/feedback.queries.ts';
import type { FeedbackGiven } from '../feedback/feedback-record.ts';
import { GroupedIntake } from '../feedback/grouped-intake.worker.ts';
import { type Received, receiveFeedback } from '../feedback/receive-feedback.use-case.ts';
import { deliveryOf, plainBody } from '../requests/cloud-event.ts';
import { momentOf } from '../requests/moment.ts';
import { positionOf } from '../requests/position.ts';
import { batchAnswer } from './batch-answer.ts';
import { BatchView, deliveredChecks, FeedbackBatch, feedbackBatchContent, feedbackContent } from './delivered.dto.ts';
import { feedbackItem } from './delivered-item.ts';
import { outcomeOf, takeDelivered } from './take-delivered.use-case.ts';

const checkBatch = checkerOf<{ items: unknown[] }>(FeedbackBatch);
const answerOf = ({ record, isNew }: Received) =>
  isNew ? Answer.created(record).location(`/v1/feedback/${record.id}`) : Answer.ok(record);

@ApiTags('feedback')
@Controller('v1/feedback')
export class FeedbackController {
  constructor(
    private readonly requests: Requests,
    @Inject(GroupedIntake) private readonly intake: GroupedIntake,
  ) {}

  @Post()
  @Direct()
  @Roles('crm', 'call_centre')
  @BatchBody()
  @ApiOperation({
    summary: 'Give feedback',
    description:
      'Plain JSON, or CloudEvents 1.0 in structured, binary or batch mode: the envelope gives source, id and time, ' +
      '`data` the other fields. Answered when it is durable, with the verdict whether it is a complaint. A repeat of ' +
      '(source, id) is answered 200 with the first. A CloudEvents batch is answered 200 item by item.',
    requestBody: { required: true, content: feedbackContent },
  } as never)
  @ApiCreatedResponse({ description: 'Taken.', schema: FeedbackView as never })
  @ApiOkResponse({
    description: 'Taken before: the first. For a CloudEvents batch, what became of each.',
    schema: { anyOf: [FeedbackView, BatchView], example: FeedbackView.example } as never,
  })
  async give(@Req() request: FastifyRequest) {
    const delivery = deliveryOf(request.headers, request.body, new Date());
    const items = delivery.items.map((delivered) => feedbackItem(delivered, deliveredChecks));
    if (delivery.batch) {
      return this.requests.transaction(async (tx) =>
        Answer.ok(batchAnswer((await takeDelivered(items, tx)).map(outcomeOf))),
      );
    }
    const [item] = items;
    if (item?.kind === 'refused') throw item.problem;
    return this.takeOne(item?.given as FeedbackGiven);
  }

  /** A keyed request stores its answer in its own transaction; the others share commits. */
  private async takeOne(given: FeedbackGiven) {
    if (!this.requests.keyed) return answerOf(await this.intake.receive(given));
    return this.requests.transaction(async (tx) => {
      const [received] = await receiveFeedback([given], tx);
      return answerOf(received as Received);
    });
  }

  @Post('batch')
  @Direct()
  @Roles('crm')
  @BatchBody()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give much feedback',
    description:
      'Up to 1000 items in one transaction. Each is checked by itself: a bad one is rejected with its problem and ' +
      'never fails the others.',
    requestBody: { required: true, content: feedbackBatchContent },
  } as never)
  @ApiOkResponse({ description: 'What became of each.', schema: BatchView as never })
  giveMany(@Req() request: FastifyRequest) {
    const { items } = checkBatch(request.body);
    const read = items.map((body) => feedbackItem(plainBody(body), deliveredChecks));
    return this.requests.transaction(async (tx) =>
      Answer.ok(batchAnswer((await takeDelivered(read, tx)).map(outcomeOf))),
    );
  }

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'List feedback', description: 'Newest first, by when it occurred.' })
  @ApiOkResponse({ description: 'One page.', schema: FeedbackPage as never })
  async list(@Query() query: FeedbackQuery) {
    const { limit, cursor, from, to, ...filter } = query;
    const period = {
      from: from === undefined ? undefined : momentOf(from, '/query/from'),
      to: to === undefined ? undefined : momentOf(to, '/query/to'),
    };
    const after = positionOf(readCursor(cursor));
    const records = await listFeedback(this.requests.dataSource, { ...filter, ...period }, limit + 1, after);
    return pageOf(records, limit, ({ occurredAt, id }) => [occurredAt.toISOString(), id]);
  }

  @Get(':id')
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'Read feedback', description: 'One record. It never changes, so its ETag is always "1".' })
  @ApiOkResponse({ description: 'The record.', schema: FeedbackView as never })
  async get(@IdParam() id: string) {
    return Answer.ok(await findFeedback(this.requests.dataSource, id)).etag(1);
  }
}
