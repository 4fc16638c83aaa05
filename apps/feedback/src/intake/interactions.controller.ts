import { BatchBody, HttpResponse, mapInSlices, Roles, UnitOfWork } from '@harken/service';
import { Controller, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { FeedbackDto } from '../feedback/feedback.dto.ts';
import { InteractionBody, InteractionDto } from '../interactions/interaction.dto.ts';
import { parseRequest } from '../requests/cloud-event.ts';
import { toBatchResponse } from './batch-response.ts';
import { BatchDto, interactionContent, oneOfSchemas } from './intake.dto.ts';
import { parseInteractionOrFeedback } from './intake-item.dto.ts';
import { type ReceivedItem, receiveItems, toOutcome } from './receive-items.use-case.ts';

function toResponse(received: ReceivedItem) {
  if (received.kind === 'invalid') throw received.problem;
  const body = received.kind === 'feedback' ? received.record : received.interaction;
  if (!received.isNew) return HttpResponse.ok(body);
  const created = HttpResponse.created(body);
  return received.kind === 'feedback' ? created.location(`/v1/feedback/${body.id}`) : created;
}

@ApiTags('interactions')
@ApiExtraModels(InteractionBody, InteractionDto)
@Controller('v1/interactions')
export class InteractionsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post()
  @Roles('crm')
  @BatchBody()
  @ApiOperation({
    summary: 'Record an interaction',
    description:
      'Plain JSON, or CloudEvents 1.0 in structured, binary or batch mode: the envelope gives source, id, type and ' +
      'time, `data` the other fields. A repeat of (source, id) is answered 200 with the first. A batch is answered 200 ' +
      'item by item. A CloudEvent whose `data` has `method`, `kind`, `answers` or `text` is feedback: it is taken and ' +
      'answered as by POST /v1/feedback.',
    requestBody: interactionContent,
  })
  @ApiCreatedResponse({
    description: 'Stored.',
    schema: oneOfSchemas(InteractionDto, FeedbackDto),
  })
  @ApiOkResponse({
    description: 'A repeat: the one stored first. For a batch, the result of each item.',
    schema: oneOfSchemas(InteractionDto, FeedbackDto, BatchDto),
  })
  async record(@Req() request: FastifyRequest) {
    const incoming = parseRequest(request.headers, request.body, new Date());
    const items = await mapInSlices(incoming.items, parseInteractionOrFeedback);
    const [only] = items;
    if (!incoming.batch && only?.kind === 'invalid') throw only.problem;
    return this.unitOfWork.transaction<unknown>(async (tx) => {
      const received = await receiveItems(items, tx);
      return incoming.batch
        ? HttpResponse.ok(toBatchResponse(received.map(toOutcome)))
        : toResponse(received[0] as ReceivedItem);
    });
  }
}
