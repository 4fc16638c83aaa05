import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  IdParam,
  IfMatch,
  JsonBody,
  PageQuery,
  pageOf,
  Roles,
  readTimeCursor,
  SETTINGS,
  settingsOf,
  UnitOfWork,
} from '@harken/service';
import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { notificationsSettings } from '../notifications.config.ts';
import { createSubscription } from './create-subscription.use-case.ts';
import { parseFilter } from './filter-request.ts';
import { ownerFilter, subscriberRoles } from './subscriber-roles.ts';
import {
  assertChangesSomething,
  ChangeBody,
  NewSubscriptionBody,
  SubscriptionDto,
  SubscriptionWithSecretDto,
} from './subscription.dto.ts';
import { findSubscription, listSubscriptions } from './subscription.queries.ts';
import { toView } from './subscription-view.ts';
import { deleteSubscription, updateSubscription } from './update-subscription.use-case.ts';
import { validateDelivery } from './validate-delivery.client.ts';

@Controller('v1/subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) private readonly settings: object,
  ) {}

  @Post()
  @Roles(...subscriberRoles)
  @ApiOperation({
    summary: 'Subscribe to alerts',
    description:
      'By webhook (Standard Webhooks) or e-mail. The secret of a webhook is in this answer and nowhere else. URLs that ' +
      'lead to private addresses are refused unless this installation opens them. It belongs to the client of this key: ' +
      'it stays when the key is rotated, and is disabled when the client has no live key any more.',
  })
  @ApiCreatedResponse({ description: 'The subscription, with its secret.', type: SubscriptionWithSecretDto })
  async create(@JsonBody(NewSubscriptionBody) body: NewSubscriptionBody, @CurrentActor() actor: Actor) {
    const filter = parseFilter(body.filter);
    const delivery = await validateDelivery(body.delivery, this.settings);
    const { SECRETS_KEY: secretsKey, SUBSCRIPTIONS_PER_CLIENT: max } = settingsOf(notificationsSettings, this.settings);
    const { clientId, name: owner, roles: ownerRoles } = actor;
    return this.unitOfWork.transaction(async (tx) => {
      const command = { name: body.name, clientId, owner, ownerRoles, filter, delivery, secretsKey, max };
      const { subscription, ...secret } = await createSubscription(command, tx);
      return HttpResponse.created({ ...toView(subscription), ...secret })
        .etag(subscription.version)
        .location(`/v1/subscriptions/${subscription.id}`);
    });
  }

  @Get()
  @Roles(...subscriberRoles)
  @ApiOperation({
    summary: 'List subscriptions',
    description: 'The oldest first. Clients see their own; ops and managers see all.',
  })
  @ApiPage(SubscriptionDto)
  async list(@Query() query: PageQuery, @CurrentActor() actor: Actor) {
    const rows = await listSubscriptions(this.unitOfWork.dataSource, {
      owner: ownerFilter(actor),
      after: readTimeCursor(query.cursor),
      limit: query.limit + 1,
    });
    return pageOf(rows.map(toView), query.limit, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Get(':id')
  @Roles(...subscriberRoles)
  @ApiOperation({ summary: 'Read a subscription', description: 'Without its secret.' })
  @ApiOkResponse({ description: 'The subscription.', type: SubscriptionDto })
  async read(@IdParam() id: string, @CurrentActor() actor: Actor) {
    const subscription = await findSubscription(this.unitOfWork.dataSource, id, ownerFilter(actor));
    return HttpResponse.ok(toView(subscription)).etag(subscription.version);
  }

  @Patch(':id')
  @Roles(...subscriberRoles)
  @ApiOperation({
    summary: 'Change a subscription',
    description: 'Each field that is given replaces the old one as a whole. The kind of delivery stays.',
  })
  @ApiOkResponse({ description: 'The subscription.', type: SubscriptionDto })
  async change(
    @IdParam() id: string,
    @JsonBody(ChangeBody, { answer: SubscriptionDto }) body: ChangeBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    assertChangesSomething(body);
    const filter = body.filter && parseFilter(body.filter);
    const delivery = body.delivery && (await validateDelivery(body.delivery, this.settings));
    const change = { name: body.name, filter, delivery };
    return this.unitOfWork.transaction(async (tx) => {
      const subscription = await updateSubscription({ id, owner: ownerFilter(actor), expectedVersion, change }, tx);
      return HttpResponse.ok(toView(subscription)).etag(subscription.version);
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @Roles(...subscriberRoles)
  @ApiOperation({ summary: 'Unsubscribe', description: 'Nothing more is sent, also nothing that was waiting.' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  remove(@IdParam() id: string, @IfMatch() expectedVersion: number | undefined, @CurrentActor() actor: Actor) {
    return this.unitOfWork.transaction(async (tx) => {
      await deleteSubscription({ id, owner: ownerFilter(actor), expectedVersion }, tx);
      return HttpResponse.noContent();
    });
  }
}
