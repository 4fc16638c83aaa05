import {
  ApiPage,
  BatchBody,
  COMPANY_ZONE,
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
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { InteractionBody, InteractionDto, InteractionQuery } from '../interactions/interaction.dto.ts';
import { findInteraction, listInteractions } from '../interactions/interaction.queries.ts';
import { type IncomingRequest, parseCloudEvent, parseCloudEvents, parseRequest } from '../requests/cloud-event.ts';
import { periodOf } from '../requests/period.dto.ts';
import { toBatchResponse } from './batch-response.ts';
import { BatchDto, EventResultDto, InteractionEvent, interactionBodies } from './intake.dto.ts';
import { parseInteractionOrFeedback, parseItems } from './intake-item.dto.ts';
import { type ReceivedItem, receiveItems, toOutcome } from './receive-items.use-case.ts';

function toResponse(received: ReceivedItem) {
  if (received.kind === 'invalid') throw received.problem;
  if (received.conflict) throw received.conflict;
  const body = received.kind === 'feedback' ? received.record : received.interaction;
  if (!received.isNew) return HttpResponse.ok(body);
  const created = HttpResponse.created(body);
  return received.kind === 'feedback' ? created.location(`/v1/feedback/${body.id}`) : created;
}

function toEventResult(received: ReceivedItem) {
  if (received.kind === 'invalid') throw received.problem;
  const { id } = received.kind === 'feedback' ? received.record : received.interaction;
  const result = { record: received.kind, id, status: received.isNew ? 'accepted' : 'duplicate' };
  return received.isNew ? HttpResponse.created(result) : HttpResponse.ok(result);
}

@ApiTags('interactions')
@ApiExtraModels(InteractionBody, InteractionEvent)
@Controller('v1/interactions')
export class InteractionsController {
  constructor(
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @Roles('crm')
  @BatchBody()
  @ApiOperation({
    summary: 'Record an interaction',
    description:
      'A repeat of (source, id) is answered 200 with the first, and 409 `interaction.differs` if its content is ' +
      'another. The address also takes CloudEvents 1.0 in structured, binary or batch mode, by their media type: the envelope gives source, id, type and time, `data` the other ' +
      'fields. One whose `data` has `method`, `kind`, `answers` or `text` is feedback: it is taken and answered as by ' +
      'POST /v1/feedback. `/cloud-events` and `/cloud-events/batch` take the same and say what they took it for.',
    requestBody: interactionBodies.plain,
  })
  @ApiCreatedResponse({ description: 'Stored.', type: InteractionDto })
  @ApiOkResponse({ description: 'A repeat: the one stored first.', type: InteractionDto })
  record(@Req() request: FastifyRequest) {
    return this.take(parseRequest(request.headers, request.body, new Date()), toResponse);
  }

  @Post('cloud-events')
  @Roles('crm')
  @BatchBody()
  @ApiOperation({
    summary: 'Record an interaction as a CloudEvent',
    description:
      'CloudEvents 1.0, structured: the envelope gives source, id, type and time, `data` the other fields of the ' +
      'plain body. One whose `data` has `method`, `kind`, `answers` or `text` is feedback and is taken as that.',
    requestBody: interactionBodies.event,
  })
  @ApiCreatedResponse({ description: 'Stored.', type: EventResultDto })
  @ApiOkResponse({ description: 'A repeat.', type: EventResultDto })
  recordEvent(@Req() request: FastifyRequest) {
    return this.take(parseCloudEvent(request.body, new Date()), toEventResult);
  }

  @Post('cloud-events/batch')
  @HttpCode(200)
  @Roles('crm')
  @BatchBody()
  @ApiOperation({
    summary: 'Record a batch of CloudEvents',
    description: 'Up to 1000 structured CloudEvents in one transaction. Each is checked by itself.',
    requestBody: interactionBodies.events,
  })
  @ApiOkResponse({ description: 'The result of each event.', type: BatchDto })
  recordEvents(@Req() request: FastifyRequest) {
    return this.take(parseCloudEvents(request.body, new Date()), toResponse);
  }

  @Get()
  @Roles('crm', ...handlerAndUp)
  @ApiOperation({ summary: 'List interactions', description: 'Newest first, by when it occurred.' })
  @ApiPage(InteractionDto)
  async list(@Query() { limit, cursor, from, to, timezone, ...filter }: InteractionQuery) {
    const period = periodOf(this.companyZone, { from, to, timezone });
    const after = readTimeCursor(cursor);
    const interactions = await listInteractions(this.unitOfWork.dataSource, { ...filter, ...period }, limit + 1, after);
    return pageOf(interactions, limit, ({ occurredAt, id }) => [occurredAt.toISOString(), id]);
  }

  @Get(':id')
  @Roles('crm', ...handlerAndUp)
  @ApiOperation({ summary: 'Read an interaction', description: 'One, with the customer as who that is now.' })
  @ApiOkResponse({ description: 'The interaction.', type: InteractionDto })
  get(@IdParam() id: string) {
    return findInteraction(this.unitOfWork.dataSource, id);
  }

  private async take(incoming: IncomingRequest, respond: (received: ReceivedItem) => HttpResponse<unknown>) {
    const items = await parseItems(incoming.items, parseInteractionOrFeedback);
    const [only] = items;
    if (!incoming.batch && only?.kind === 'invalid') throw only.problem;
    return this.unitOfWork.transaction<unknown>(async (tx) => {
      const received = await receiveItems(items, tx);
      return incoming.batch
        ? HttpResponse.ok(toBatchResponse(received.map(toOutcome)))
        : respond(received[0] as ReceivedItem);
    });
  }
}
