import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  IdParam,
  IfMatch,
  JsonBody,
  pageOf,
  Roles,
  SETTINGS,
  settingsOf,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Senders } from '../../channels/sender.ts';
import { listAttempts } from '../../deliveries/delivery-log.queries.ts';
import { logPing } from '../../deliveries/log-ping.use-case.ts';
import { replayAlerts } from '../../deliveries/replay-alerts.use-case.ts';
import { sendPing } from '../../deliveries/send-ping.client.ts';
import { notificationsSettings } from '../../notifications.config.ts';
import { parsePageCursor } from '../page-cursor.dto.ts';
import { rotateSubscriptionSecret } from '../rotate-secret.use-case.ts';
import { ownerFilter, subscriberRoles } from '../subscriber-roles.ts';
import { findSubscription } from '../subscription.queries.ts';
import { AttemptsQuery, pingExample, ReplayBody } from '../subscription-requests.dto.ts';
import { AttemptDto, ReplayDto, SubscriptionDto, SubscriptionWithSecretDto } from '../subscription-responses.dto.ts';
import { toView } from '../subscription-view.ts';
import { enableSubscription } from '../update-subscription.use-case.ts';

@Controller('v1/subscriptions/:id')
export class SubscriptionCommandsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) private readonly settings: object,
    private readonly senders: Senders,
  ) {}

  @Post('rotate-secret')
  @HttpCode(200)
  @Roles(...subscriberRoles)
  @ApiOperation({
    summary: 'Give a webhook a new secret',
    description: 'The new secret is in this answer and nowhere else. For 24 hours both sign every delivery.',
  })
  @ApiOkResponse({ description: 'The subscription, with its new secret.', type: SubscriptionWithSecretDto })
  rotate(@IdParam() id: string, @IfMatch() expectedVersion: number | undefined, @CurrentActor() actor: Actor) {
    const { SECRETS_KEY: secretsKey } = settingsOf(notificationsSettings, this.settings);
    return this.unitOfWork.transaction(async (tx) => {
      const command = { id, owner: ownerFilter(actor), expectedVersion, secretsKey };
      const { subscription, ...secret } = await rotateSubscriptionSecret(command, tx);
      return HttpResponse.ok({ ...toView(subscription), ...secret }).etag(subscription.version);
    });
  }

  @Post('enable')
  @HttpCode(200)
  @Roles(...subscriberRoles)
  @ApiOperation({
    summary: 'Enable a disabled subscription',
    description: 'New alerts are delivered again. What was missed does not come by itself: replay it.',
  })
  @ApiOkResponse({ description: 'The subscription.', type: SubscriptionDto })
  enable(@IdParam() id: string, @IfMatch() expectedVersion: number | undefined, @CurrentActor() actor: Actor) {
    return this.unitOfWork.transaction(async (tx) => {
      const subscription = await enableSubscription({ id, owner: ownerFilter(actor), expectedVersion }, tx);
      return HttpResponse.ok(toView(subscription)).etag(subscription.version);
    });
  }

  @Post('test')
  @HttpCode(200)
  @Roles(...subscriberRoles)
  @ApiOperation({
    summary: 'Send a test alert',
    description: 'Sends one `harken.notifications.ping` now, once, and returns the attempt.',
  })
  @ApiOkResponse({ description: 'The attempt.', type: AttemptDto, example: pingExample })
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

  @Post('replay')
  @HttpCode(202)
  @Roles(...subscriberRoles)
  @ApiOperation({
    summary: 'Send a range again',
    description:
      'Queues every alert of the range that matches the filter of today, under its own id, so that receivers can tell ' +
      'what they have. At most 100,000 alerts at a time.',
  })
  @ApiAcceptedResponse({ description: 'How many were queued.', type: ReplayDto })
  replay(
    @IdParam() id: string,
    @JsonBody(ReplayBody, { example: { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' } }) body: ReplayBody,
    @CurrentActor() actor: Actor,
  ) {
    const range = { from: new Date(body.from), to: new Date(body.to) };
    return this.unitOfWork.transaction(async (tx) => {
      const queued = await replayAlerts({ subscriptionId: id, owner: ownerFilter(actor), ...range }, tx);
      return HttpResponse.accepted({ queued });
    });
  }

  @Get('deliveries')
  @Roles(...subscriberRoles)
  @ApiOperation({ summary: 'Read the log of deliveries', description: 'Every attempt, the newest first.' })
  @ApiPage(AttemptDto)
  async deliveries(@IdParam() id: string, @Query() query: AttemptsQuery, @CurrentActor() actor: Actor) {
    await findSubscription(this.unitOfWork.dataSource, id, ownerFilter(actor));
    const rows = await listAttempts(this.unitOfWork.dataSource, id, {
      after: parsePageCursor(query.cursor),
      status: query.status,
      limit: query.limit + 1,
    });
    return pageOf(rows, query.limit, (attempt) => [attempt.at.toISOString(), attempt.id]);
  }
}
