import { Stale } from '@harken/errors';
import { defineDocumentCollection, handlerAndUp, type NameParameter } from '@harken/service';
import { InitiativeBody, InitiativeDto } from './initiative.dto.ts';
import { assertValidInitiative, type Initiative, initiativeDefaults } from './initiative.ts';

export const chosenName = (parameter: string, example: string): NameParameter => ({
  parameter,
  description: 'Its id: letters, digits, `.`, `_`, `-`.',
  example,
  pattern: /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u,
  message: 'must be 1 to 100 letters, digits, dots, underscores or hyphens',
});

/** What the company does, and by what it is judged. */
export const initiatives = defineDocumentCollection<Initiative>({
  name: 'initiative',
  table: 'initiatives',
  path: 'v1/initiatives',
  tag: 'Initiatives',
  roles: { publish: ['supervisor', 'manager', 'analyst', 'ops'], read: handlerAndUp },
  id: chosenName('initiativeId', 'key-check'),
  body: InitiativeBody,
  answer: InitiativeDto,
  defaults: initiativeDefaults,
  check: assertValidInitiative,
  stale: (version) =>
    new Stale('initiative.stale', 'The initiative is not at that version.', { version: version || null }),
  texts: {
    publish: [
      'Describe an initiative or a campaign',
      'The whole of it, as a new version: what, where, from when, by what it is judged.',
    ],
    list: ['List the initiatives', 'By id, each as it was published last.'],
    read: ['Read an initiative', 'As it was published last.'],
    versions: ['List the versions of an initiative', 'All of them, newest first.'],
    answer: 'The initiative.',
  },
});
