import { command, commandsController, HttpResponse, settingsOf } from '@harken/service';
import { replayAlerts } from '../../deliveries/replay-alerts.use-case.ts';
import { notificationsSettings } from '../../notifications.config.ts';
import { rotateSubscriptionSecret } from '../rotate-secret.use-case.ts';
import { ownerFilter, subscriberRoles as roles } from '../subscriber-roles.ts';
import { ReplayBody, ReplayDto, SubscriptionDto, SubscriptionWithSecretDto } from '../subscription.dto.ts';
import { toView } from '../subscription-view.ts';
import { enableSubscription } from '../update-subscription.use-case.ts';

export const subscriptionCommands = {
  'rotate-secret': command({
    summary: 'Give a webhook a new secret',
    description: 'The new secret is in this answer and nowhere else. For 24 hours both sign every delivery.',
    roles,
    answer: SubscriptionWithSecretDto,
    run: async ({ id, expectedVersion, actor, settings }, _, tx): Promise<HttpResponse<unknown>> => {
      const { SECRETS_KEY: secretsKey } = settingsOf(notificationsSettings, settings);
      const target = { id, owner: ownerFilter(actor), expectedVersion, secretsKey };
      const { subscription, ...secret } = await rotateSubscriptionSecret(target, tx);
      return HttpResponse.ok({ ...toView(subscription), ...secret }).etag(subscription.version);
    },
  }),
  enable: command({
    summary: 'Enable a disabled subscription',
    description: 'New alerts are delivered again. What was missed does not come by itself: replay it.',
    roles,
    run: async ({ id, expectedVersion, actor }, _, tx): Promise<HttpResponse<unknown>> => {
      const subscription = await enableSubscription({ id, owner: ownerFilter(actor), expectedVersion }, tx);
      return HttpResponse.ok(toView(subscription)).etag(subscription.version);
    },
  }),
  replay: command({
    summary: 'Send a range again',
    description:
      'Queues every alert of the range that matches the filter of today, under its own id, so that receivers can tell ' +
      'what they have. At most 100,000 alerts at a time.',
    roles,
    body: ReplayBody,
    status: 202,
    answer: ReplayDto,
    run: async ({ id, expectedVersion, actor }, { from, to }, tx): Promise<HttpResponse<unknown>> => {
      const range = { from: new Date(from), to: new Date(to) };
      const target = { subscriptionId: id, owner: ownerFilter(actor), expectedVersion };
      return HttpResponse.accepted({ queued: await replayAlerts({ ...target, ...range }, tx) });
    },
  }),
};

export const SubscriptionCommandsController = commandsController(subscriptionCommands, {
  name: 'SubscriptionCommands',
  path: 'v1/subscriptions/:id',
  answer: { description: 'The subscription, or what came of it.', type: SubscriptionDto },
  respond: (response) => response,
});
