import { CausesChanged, happened } from '@harken/contracts';
import { Stale } from '@harken/errors';
import { outbox } from '@harken/messaging';
import { defineDocument } from '@harken/service';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { CausesBody, CausesDto } from './causes.dto.ts';
import { assertValidCauses, type Causes } from './causes.ts';

/** The causes that complaints are resolved with and problems are put down to. */
export const causes = defineDocument<Causes>({
  name: 'causes',
  table: 'cause_lists',
  path: 'v1/causes',
  tag: 'Causes',
  roles: { publish: policyAdmins, read: readerRoles },
  body: CausesBody,
  answer: CausesDto,
  defaults: { causes: [] },
  unpublished: () => ({ causes: [] }),
  contentOf: (body: CausesBody) => ({
    causes: body.causes.map(({ id, names, active = true }) => ({ id, names: { ...names }, active })),
  }),
  check: assertValidCauses,
  stale: (version) => new Stale('causes.stale', `The list has moved on to version ${version}.`, { version }),
  onPublished: async ({ published: { version, causes, publishedAt, publishedBy } }, tx) => {
    const active = causes.filter((cause) => cause.active).map(({ id }) => id);
    const at = publishedAt.toISOString();
    await outbox.add(tx, [happened(CausesChanged, 'causes', { list: 'causes', version, active, by: publishedBy, at })]);
  },
  texts: {
    publish: [
      'Publish the causes',
      'The whole list. From the first active cause on, resolving a complaint needs one of them. A cause that is left out stays with what has it.',
    ],
    read: ['Read the causes', 'The list in force.'],
    answer: 'The list.',
  },
});
