import {
  type Actor,
  ApiPage,
  CurrentActor,
  DtoBody,
  HttpResponse,
  handlerAndUp,
  IdParam,
  pageOf,
  Roles,
  readTimeCursor,
  SETTINGS,
  type Settings,
  settingsOf,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { feedbackSettings } from '../feedback.config.ts';
import { composeMessage, type MessageSurroundings } from './compose-message.queries.ts';
import {
  CustomerMessageDto,
  CustomerMessageQuery,
  customerMessageDto,
  MessageFailedBody,
  MessageSentBody,
  WholeCustomerMessageDto,
  wholeCustomerMessageDto,
} from './customer-message.dto.ts';
import { findMessage, listMessages } from './customer-message.queries.ts';
import { type MessageReport, reportMessage } from './report-message.use-case.ts';

@ApiTags('customer messages')
@Controller('v1/customer-messages')
export class CustomerMessagesController {
  private readonly surroundings: MessageSurroundings;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) settings: Settings,
  ) {
    const { COMPANY_NAME: company, ANSWER_URL: pages } = settingsOf(feedbackSettings, settings);
    this.surroundings = { company, pages };
  }

  @Get()
  @Roles('crm', ...handlerAndUp)
  @ApiOperation({
    summary: 'List messages to customers',
    description:
      'What was requested, sent, or did not arrive, newest first; `state=requested` is what the CRM has to do.',
  })
  @ApiPage(CustomerMessageDto)
  async list(@Query() { limit, cursor, ...filter }: CustomerMessageQuery) {
    const found = await listMessages(this.unitOfWork.dataSource, filter, limit + 1, readTimeCursor(cursor));
    const { items, next } = pageOf(found, limit, ({ requestedAt, id }) => [requestedAt.toISOString(), id]);
    return { items: items.map(customerMessageDto), next };
  }

  @Get(':id')
  @Roles('crm', ...handlerAndUp)
  @ApiOperation({
    summary: 'Read a message to a customer',
    description: 'With its words, ready to be sent by the CRM.',
  })
  @ApiOkResponse({ description: 'The message.', type: WholeCustomerMessageDto })
  get(@IdParam() id: string, @CurrentActor() actor: Actor) {
    return this.read(id, actor, this.unitOfWork.dataSource);
  }

  @Post(':id/sent')
  @HttpCode(200)
  @Roles('crm')
  @ApiOperation({
    summary: 'Report that a message was sent',
    description:
      'By the CRM; a repeat changes nothing. 409 `customer-message.harken-sends` for what Harken sends by itself.',
  })
  @ApiOkResponse({ description: 'The message.', type: WholeCustomerMessageDto })
  sent(@IdParam() id: string, @DtoBody(MessageSentBody) body: MessageSentBody, @CurrentActor() actor: Actor) {
    const { channel = 'email', at } = body;
    return this.report(id, { state: 'sent', channel, at: at === undefined ? null : new Date(at) }, actor);
  }

  @Post(':id/failed')
  @HttpCode(200)
  @Roles('crm')
  @ApiOperation({
    summary: 'Report that a message did not arrive',
    description:
      'By the CRM, also when it bounces later; a repeat changes nothing. The complaint is flagged and its assignee alarmed; an invitation is bounced. 409 `customer-message.harken-sends` while Harken tries.',
  })
  @ApiOkResponse({ description: 'The message.', type: WholeCustomerMessageDto })
  failed(@IdParam() id: string, @DtoBody(MessageFailedBody) body: MessageFailedBody, @CurrentActor() actor: Actor) {
    const { reason, channel = null, at } = body;
    return this.report(id, { state: 'failed', reason, channel, at: at === undefined ? null : new Date(at) }, actor);
  }

  private report(id: string, report: MessageReport, actor: Actor) {
    return this.unitOfWork.transaction(async (tx) => {
      await reportMessage(id, report, tx);
      return HttpResponse.ok(await this.read(id, actor, tx));
    });
  }

  private async read(id: string, { roles }: Actor, db: Parameters<typeof findMessage>[0]) {
    const message = await findMessage(db, id);
    const hidden = (message.purpose === 'invitation' || message.purpose === 'reminder') && !roles.includes('crm');
    const content = hidden ? undefined : await composeMessage(message, this.surroundings, db);
    return wholeCustomerMessageDto(message, content ?? null);
  }
}
