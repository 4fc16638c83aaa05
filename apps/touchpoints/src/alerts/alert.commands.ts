import { nameOf } from '@harken/contracts';
import { outbox } from '@harken/messaging';
import { command, commandsController, HttpResponse, handlerAndUp } from '@harken/service';
import { latestResults } from '../monitors/monitor.queries.ts';
import { AcknowledgeBody, AlertDto, alertDto } from './alert.dto.ts';
import { alertStore } from './alert.store.ts';
import { acknowledge } from './alert.ts';
import { alertAcknowledged } from './alert-events.ts';

export const alertCommands = {
  acknowledge: command({
    summary: 'Acknowledge an alert',
    description:
      'A person has seen it and takes it on. The alert stays open until the touchpoint has recovered. Only a firing alert can be acknowledged (409 `touchpoint-alert.not-firing`).',
    roles: [...handlerAndUp, 'call_centre'],
    body: AcknowledgeBody,
    transitions: { firing: 'acknowledged', acknowledged: 'stays' },
    run: ({ id, expectedVersion, actor }, { onBehalfOf, note = null }, tx) =>
      alertStore.change(tx, id, expectedVersion, async (alert, now) => {
        const by = nameOf(actor, onBehalfOf);
        const after = acknowledge(alert, by, note, now);
        if (after !== alert) await outbox.add(tx, [alertAcknowledged(after, by, now)]);
        return after;
      }),
  }),
};

export const AlertCommandsController = commandsController(alertCommands, {
  name: 'Alerts',
  tag: 'Touchpoint alerts',
  path: 'v1/touchpoint-alerts/:id',
  answer: { description: 'The alert.', type: AlertDto },
  respond: async (alert, _, tx) =>
    HttpResponse.ok(alertDto(alert, await latestResults(tx, [alert.monitorId]))).etag(alert.version),
});
