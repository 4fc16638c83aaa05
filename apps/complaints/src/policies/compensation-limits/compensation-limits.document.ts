import { Stale, Unavailable } from '@harken/errors';
import { defineDocument } from '@harken/service';
import { limitAdmins, readerRoles } from '../../roles.ts';
import { CompensationLimitsBody, CompensationLimitsDto } from './compensation-limits.dto.ts';
import { assertValidLimits, type CompensationLimits, limitsDefaults } from './compensation-limits.ts';

/** Approvals follow a new version from now on; open proposals keep who decides on them. */
export const compensationLimits = defineDocument<CompensationLimits>({
  name: 'compensation limits',
  table: 'compensation_limits',
  path: 'v1/compensation-limits',
  tag: 'Compensation',
  roles: { publish: limitAdmins, read: readerRoles },
  body: CompensationLimitsBody,
  answer: CompensationLimitsDto,
  defaults: limitsDefaults,
  unpublished: () => {
    throw new Unavailable('compensation-limits.missing', 'There are no compensation limits yet.');
  },
  check: assertValidLimits,
  stale: (version) =>
    new Stale('compensation-limits.stale', `The limits have moved on to version ${version}.`, { version }),
  texts: {
    publish: [
      'Publish the limits',
      'The whole of them. Approvals follow them from now on; proposals keep who was to decide on them.',
    ],
    read: ['Read the limits', 'Those in force.'],
    answer: 'The limits.',
  },
});
