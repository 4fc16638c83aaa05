import { Answer, BatchBody, Requests, Roles } from '@harken/service';
import { Controller, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { FeedbackView } from '../feedback/feedback.dto.ts';
import { InteractionView } from '../interactions/interactions.dto.ts';
import { deliveryOf } from '../requests/cloud-event.ts';
import { batchAnswer } from './batch-answer.ts';
import { BatchView, deliveredChecks, interactionContent } from './delivered.dto.ts';
import { interactionOrFeedback } from './delivered-item.ts';
import { outcomeOf, type Taken, takeDelivered } from './take-delivered.use-case.ts';

function answerOf(taken: Taken) {
  if (taken.kind === 'refused') throw taken.problem;
  const body = taken.kind === 'feedback' ? taken.record : taken.interaction;
  if (!taken.isNew) return Answer.ok(body);
  const created = Answer.created(body);
  return taken.kind === 'feedback' ? created.location(`/v1/feedback/${body.id}`) : created;
}

@ApiTags('interactions')
@Controller('v1/interactions')
export class InteractionsController {
  constructor(private readonly requests: Requests) {}

  @Post()
  @Roles('crm')
  @BatchBody()
  @ApiOperation({
    summary: 'Tell what happened',
    description:
      'Plain JSON, or CloudEvents 1.0 in structured, binary or batch mode: the envelope gives source, id, type and ' +
      'time, `data` the other fields. A repeat of (source, id) is answered 200 with the first. A batch is answered 200 ' +
      'item by item. A CloudEvent whose `data` has `method`, `kind`, `answers` or `text` is feedback: it is taken and ' +
      'answered as by POST /v1/feedback.',
    requestBody: { required: true, content: interactionContent },
  } as never)
  @ApiCreatedResponse({
    description: 'Noted.',
    schema: { anyOf: [InteractionView, FeedbackView], example: InteractionView.example } as never,
  })
  @ApiOkResponse({
    description: 'Noted before: the first. For a batch, what became of each.',
    schema: { anyOf: [InteractionView, FeedbackView, BatchView], example: InteractionView.example } as never,
  })
  record(@Req() request: FastifyRequest) {
    const delivery = deliveryOf(request.headers, request.body, new Date());
    const items = delivery.items.map((delivered) => interactionOrFeedback(delivered, deliveredChecks));
    const [only] = items;
    if (!delivery.batch && only?.kind === 'refused') throw only.problem;
    return this.requests.transaction<unknown>(async (tx) => {
      const taken = await takeDelivered(items, tx);
      return delivery.batch ? Answer.ok(batchAnswer(taken.map(outcomeOf))) : answerOf(taken[0] as Taken);
    });
  }
}
