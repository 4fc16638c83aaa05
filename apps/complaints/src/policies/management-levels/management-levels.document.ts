import { Stale } from '@harken/errors';
import { defineDocument } from '@harken/service';
import { personIds } from '../../people/person.queries.ts';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { teamIds } from '../../teams/team.queries.ts';
import { assertValidLevels, type ManagementLevels, type Manager } from './hierarchy.ts';
import { ManagementLevelsBody, ManagementLevelsDto } from './management-levels.dto.ts';

const absent: Omit<Manager, 'id' | 'name'> = {
  role: null,
  team: null,
  department: null,
  deputies: [],
  available: true,
  awayUntil: null,
};

/** New escalations go to the people of a new version. */
export const managementLevels = defineDocument<ManagementLevels>({
  name: 'management levels',
  table: 'management_levels',
  path: 'v1/management-levels',
  tag: 'Escalation',
  roles: { publish: policyAdmins, read: readerRoles },
  body: ManagementLevelsBody,
  answer: ManagementLevelsDto,
  unpublished: () => ({ levels: [] }),
  contentOf: ({ levels }: ManagementLevelsBody) => ({
    levels: levels.map(({ level, people }) => ({ level, people: people.map((person) => ({ ...absent, ...person })) })),
  }),
  answerOf: ({ version, levels }) => ({
    version,
    levels: levels.map(({ level, people }) => ({
      level,
      people: people.map((person) => Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null))),
    })),
  }),
  check: async ({ levels }, { tx }) => assertValidLevels(levels, await teamIds(tx), await personIds(tx)),
  stale: (version) =>
    new Stale('management-levels.stale', `The levels have moved on to version ${version}.`, { version }),
  texts: {
    publish: [
      'Say who management is',
      'All levels as a whole. The people of an escalation are decided when it happens; a level without people is skipped.',
    ],
    read: ['Read who management is', 'The levels in force.'],
    answer: 'The levels.',
  },
});
