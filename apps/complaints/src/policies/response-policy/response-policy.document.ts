import { Stale, Unavailable } from '@harken/errors';
import { defineDocument } from '@harken/service';
import { calendarsOf } from '../../calendars/calendar.queries.ts';
import { scheduleRecomputation } from '../../recomputation/recomputation.use-case.ts';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { assertLiesAhead, assertValidPolicy } from './assert-valid-policy.ts';
import { escalationWords } from './escalation-words.ts';
import { PublishPolicyBody, ResponsePolicyDto } from './response-policy.dto.ts';
import { policyDefaults, type ResponsePolicy } from './response-policy.ts';

/** Clocks that start while a version is in force run under it. */
export const responsePolicy = defineDocument<ResponsePolicy>({
  name: 'response policy',
  table: 'response_policies',
  path: 'v1/response-policy',
  tag: 'Response policy',
  roles: { publish: policyAdmins, read: readerRoles },
  body: PublishPolicyBody,
  answer: ResponsePolicyDto,
  dated: true,
  startsAhead: true,
  defaults: { ...policyDefaults, appliesTo: 'new' },
  shipped: { words: escalationWords },
  unpublished: () => {
    throw new Unavailable('response-policy.missing', 'There is no response policy yet.');
  },
  check: async (policy, { tx, now, effectiveFrom }) => {
    assertValidPolicy(policy, new Set((await calendarsOf(tx)).keys()));
    assertLiesAhead(effectiveFrom, now);
  },
  stale: (version) => new Stale('response-policy.stale', `The policy has moved on to version ${version}.`, { version }),
  onPublished: async ({ published: { version, appliesTo, effectiveFrom }, scheduled }, tx) => {
    if (appliesTo === 'open')
      await scheduleRecomputation({ kind: 'policy', version }, tx, scheduled ? effectiveFrom : null);
  },
  texts: {
    publish: [
      'Publish the response policy',
      'The whole policy, as a new version. In force is the one with the latest start. Clocks that start while it is in force run under it. Running clocks keep their targets, unless it applies to `open`: then they are recomputed from their start, in the background.',
    ],
    read: ['Read the response policy', 'The one in force, or a version.'],
    versions: ['List the versions of the response policy', 'Newest first, those that are still to come included.'],
    answer: 'The policy.',
  },
});
