import { Stale } from '@harken/errors';
import { type Mapping, mappingFaults } from '@harken/row-files';
import { defineDocumentCollection } from '@harken/service';
import { MappingBody, MappingDto, toMapping } from './mapping.dto.ts';

export const mappingName = {
  pattern: /^[a-z0-9][a-z0-9-]{0,99}$/,
  message: 'must be 1 to 100 small letters, digits or hyphens',
};

/** How the rows of an export become records. An import keeps the version that it began with. */
export const mappings = defineDocumentCollection<Mapping>({
  name: 'mapping',
  table: 'import_mappings',
  path: 'v1/mappings',
  tag: 'imports',
  roles: { publish: ['crm', 'manager', 'ops'], read: ['crm', 'supervisor', 'manager', 'analyst', 'ops'] },
  id: { parameter: 'name', description: 'Its name.', example: 'zendesk', ...mappingName },
  body: MappingBody,
  answer: MappingDto,
  contentOf: toMapping,
  check: (mapping) => mappingFaults(mapping).throwIfAny('mapping.invalid', 'No record can be made by this mapping.'),
  stale: (version) => new Stale('mapping.stale', 'The mapping is not at that version.', { version: version || null }),
  texts: {
    publish: [
      'Publish a mapping',
      'The whole mapping, as a new version. Imports that have begun go on with the one they have.',
    ],
    list: [
      'List mappings',
      'By name, each as it was published last. `zendesk`, `salesforce`, `hubspot`, `survey` and a few more ship.',
    ],
    read: ['Read a mapping', 'As it was published last.'],
    versions: ['List the versions of a mapping', 'All of them, newest first.'],
    answer: 'The mapping.',
  },
});
