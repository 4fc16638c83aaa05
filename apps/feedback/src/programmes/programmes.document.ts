import { Stale } from '@harken/errors';
import { defineDocumentCollection } from '@harken/service';
import { assertValidProgramme } from './assert-valid-programme.ts';
import { ProgrammeBody, ProgrammeDto, toProgramme } from './programme.dto.ts';
import { type Programme, programmeDefaults } from './programme.ts';
import { publishProgramme } from './publish-programme.use-case.ts';

/** A new version is asked from now on; invitations keep the questions of the version they were made with. */
export const programmes = defineDocumentCollection<Programme>({
  name: 'programme',
  table: 'programme_versions',
  path: 'v1/programmes',
  tag: 'programmes',
  roles: { publish: ['manager', 'analyst', 'ops'], read: ['crm', 'supervisor', 'manager', 'analyst', 'ops'] },
  id: {
    parameter: 'programmeId',
    description: 'Its id: letters, digits, `.`, `_`, `-`.',
    example: 'after-handover',
    pattern: /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u,
    message: 'must be 1 to 100 letters, digits, dots, underscores or hyphens',
  },
  body: ProgrammeBody,
  answer: ProgrammeDto,
  defaults: programmeDefaults,
  contentOf: toProgramme,
  check: assertValidProgramme,
  stale: (version) =>
    new Stale('programme.stale', 'The programme is not at that version.', { version: version || null }),
  onPublished: ({ published }, tx) => publishProgramme(published.id ?? '', published, tx),
  texts: {
    publish: [
      'Publish a programme',
      'The whole programme with its questions, as a new version that holds from now on. It asks nobody before it is started.',
    ],
    list: ['List programmes', 'By id, each as it was published last.'],
    read: ['Read a programme', 'As it was published last. How it goes: `/progress`.'],
    versions: ['List the versions of a programme', 'All of them, newest first.'],
    answer: 'The programme.',
  },
});
