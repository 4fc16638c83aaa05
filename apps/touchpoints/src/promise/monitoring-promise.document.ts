import { Stale } from '@harken/errors';
import { defineDocument, handlerAndUp } from '@harken/service';
import { promiseStore } from './allotment.store.ts';
import { MonitoringPromiseBody, MonitoringPromiseDto } from './monitoring-promise.dto.ts';
import { type MonitoringPromise, promiseDefaults } from './monitoring-promise.ts';

/** How often monitors may alarm for nothing: the limits of all detectors follow from it. */
export const monitoringPromise = defineDocument<MonitoringPromise>({
  name: 'monitoring promise',
  table: 'monitoring_promises',
  path: 'v1/monitoring-promise',
  tag: 'Monitors',
  roles: { publish: ['manager', 'analyst', 'ops'], read: [...handlerAndUp, 'call_centre'] },
  body: MonitoringPromiseBody,
  answer: MonitoringPromiseDto,
  defaults: promiseDefaults,
  unpublished: () => promiseDefaults,
  check: () => undefined,
  stale: (version) =>
    new Stale('monitoring-promise.stale', `The promise has moved on to version ${version}.`, { version }),
  onPublished: async (_, tx) => promiseStore.review(tx),
  texts: {
    publish: [
      'Say how often monitors may alarm for nothing',
      'The limits of `ewma`, `cusum`, `p_chart` and `rate` monitors follow from it, at most once a day: each move is a new version of their baselines, and open alerts stay.',
    ],
    read: ['Read how often monitors may alarm for nothing', 'The promise in force.'],
    answer: 'The promise.',
  },
});
