import { Stale, Unavailable } from '@harken/errors';
import { defineDocument } from '@harken/service';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { teamIds } from '../../teams/team.queries.ts';
import { RoutingRulesBody, RoutingRulesDto } from './routing-rules.dto.ts';
import { assertValidRules, type RoutingRules } from './routing-rules.ts';

/** New complaints are routed by a new version. */
export const routingRules = defineDocument<RoutingRules>({
  name: 'routing rules',
  table: 'routing_rules',
  path: 'v1/routing-rules',
  tag: 'Routing',
  roles: { publish: policyAdmins, read: readerRoles },
  body: RoutingRulesBody,
  answer: RoutingRulesDto,
  unpublished: () => {
    throw new Unavailable('routing-rules.missing', 'There are no routing rules yet.');
  },
  check: async (rules, { tx }) => assertValidRules(rules, await teamIds(tx)),
  stale: (version) => new Stale('routing-rules.stale', `The rules have moved on to version ${version}.`, { version }),
  texts: {
    publish: [
      'Publish the routing rules',
      'The whole list, in order. Complaints from now on are routed by it; the fallback team takes the rest.',
    ],
    read: ['Read the routing rules', 'Those in force.'],
    answer: 'The rules.',
  },
});
