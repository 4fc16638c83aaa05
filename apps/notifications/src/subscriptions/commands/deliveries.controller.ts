import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  IdParam,
  pageOf,
  Roles,
  readTimeCursor,
  SETTINGS,
  settingsOf,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Senders } from '../../channels/sender.ts';
import { listAttempts } from '../../deliveries/delivery-log.queries.ts';
import { logPing } from '../../deliveries/log-ping.use-case.ts';
import { sendPing } from '../../deliveries/send-ping.client.ts';
import { notificationsSettings } from '../../notifications.config.ts';
import { ownerFilter, subscriberRoles } from '../subscriber-roles.ts';
import { AttemptDto, AttemptsQuery } from '../subscription.dto.ts';
import { findSubscription } from '../subscription.queries.ts';

@Controller('v1/subscriptions/:id')
export class DeliveriesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) private readonly settings: object,
    private readonly senders: Senders,
  ) {}

  @Post('test')
  @HttpCode(200)
  @Roles(...subscriberRoles)
  @ApiOperation({
    summary: 'Send a test alert',
    description: 'Sends one `harken.notifications.ping` now, once, and returns the attempt.',
  })
  @ApiOkResponse({ description: 'The attempt.', type: AttemptDto })
  async test(@IdParam() id: string, @CurrentActor() actor: Actor) {
    const subscription = await findSubscription(this.unitOfWork.dataSource, id, ownerFilter(actor));
    // Outside of the transaction: an endpoint may take its time.
    const { SECRETS_KEY } = settingsOf(notificationsSettings, this.settings);
    const attempt = await sendPing(subscription, this.unitOfWork.dataSource, this.senders, SECRETS_KEY);
    return this.unitOfWork.transaction(async (tx) => {
      await logPing(attempt, tx);
      const { retryInMs: _, subscriptionId: __, ...response } = attempt;
      return HttpResponse.ok({ ...response, nextTryAt: null });
    });
  }

  @Get('deliveries')
  @Roles(...subscriberRoles)
  @ApiOperation({ summary: 'Read the log of deliveries', description: 'Every attempt, the newest first.' })
  @ApiPage(AttemptDto)
  async deliveries(@IdParam() id: string, @Query() query: AttemptsQuery, @CurrentActor() actor: Actor) {
    await findSubscription(this.unitOfWork.dataSource, id, ownerFilter(actor));
    const rows = await listAttempts(this.unitOfWork.dataSource, id, {
      after: readTimeCursor(query.cursor),
      status: query.status,
      limit: query.limit + 1,
    });
    return pageOf(rows, query.limit, (attempt) => [attempt.at.toISOString(), attempt.id]);
  }
}
