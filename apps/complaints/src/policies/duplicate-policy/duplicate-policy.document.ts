import { Stale } from '@harken/errors';
import { defineDocument } from '@harken/service';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { DuplicatePolicyBody, DuplicatePolicyDto } from './duplicate-policy.dto.ts';
import { assertValidDuplicatePolicy, type DuplicatePolicy, duplicateDefaults } from './duplicate-policy.ts';

/** What counts as the same complaint again. Complaints from the next one on are compared by a new version. */
export const duplicatePolicy = defineDocument<DuplicatePolicy>({
  name: 'duplicate policy',
  table: 'duplicate_policies',
  path: 'v1/duplicate-policy',
  tag: 'Duplicates',
  roles: { publish: policyAdmins, read: readerRoles },
  body: DuplicatePolicyBody,
  answer: DuplicatePolicyDto,
  defaults: duplicateDefaults,
  unpublished: () => duplicateDefaults,
  check: assertValidDuplicatePolicy,
  stale: (version) =>
    new Stale('duplicate-policy.stale', `The policy has moved on to version ${version}.`, { version }),
  texts: {
    publish: [
      'Say what repeats a complaint',
      'The whole policy; what is not said is as by default. Complaints from now on are compared by it.',
    ],
    read: ['Read what repeats a complaint', 'The policy in force.'],
    answer: 'The policy.',
  },
});
