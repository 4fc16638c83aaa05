import { Stale } from '@harken/errors';
import { defineDocument, handlerAndUp } from '@harken/service';
import { AlertPolicyBody, AlertPolicyDto } from './alert-policy.dto.ts';
import { type AlertPolicy, alertPolicyDefaults, assertValidAlertPolicy } from './alert-policy.ts';
import { requestAlertReview } from './request-alert-review.use-case.ts';

/** How people are told of alerts; a new version holds for open ones at once. */
export const alertPolicy = defineDocument<AlertPolicy>({
  name: 'alert policy',
  table: 'alert_policies',
  path: 'v1/alert-policy',
  tag: 'Touchpoint alerts',
  roles: { publish: ['manager', 'ops'], read: [...handlerAndUp, 'call_centre'] },
  body: AlertPolicyBody,
  answer: AlertPolicyDto,
  defaults: alertPolicyDefaults,
  unpublished: () => alertPolicyDefaults,
  check: assertValidAlertPolicy,
  stale: (version) => new Stale('alert-policy.stale', `The policy has moved on to version ${version}.`, { version }),
  onPublished: (_, tx) => requestAlertReview(tx),
  texts: {
    publish: [
      'Say how people are told of alerts',
      'Grouping, repetition and escalation; what is not said is as by default. It holds for open alerts at once.',
    ],
    read: ['Read how people are told of alerts', 'The policy in force.'],
    answer: 'The policy.',
  },
});
