import { Stale } from '@harken/errors';
import { defineDocument } from '@harken/service';
import { themeReassignmentStore } from './theme-reassignment.store.ts';
import { assertValidThemes, noThemes, Themes } from './themes.ts';

export const exampleThemes: Themes = {
  themes: [
    {
      id: 'delivery',
      names: { en: 'Delivery', zh: '配送', th: 'การจัดส่ง' },
      words: { en: ['delivery', 'courier', 'parcel'], zh: ['快递', '配送'], th: ['จัดส่ง', 'พัสดุ'] },
      examples: ['The parcel came two days late.', '快递一直没有送到。', 'ยังไม่ได้รับพัสดุเลย'],
    },
  ],
};

/** What texts speak of. Recent feedback gets the themes of a new version; see `themes/reassignment`. */
export const themes = defineDocument<Themes>({
  name: 'list of themes',
  table: 'theme_lists',
  path: 'v1/themes',
  tag: 'themes',
  roles: {
    publish: ['manager', 'analyst', 'ops'],
    read: ['handler', 'supervisor', 'manager', 'analyst', 'ops'],
  },
  body: { schema: Themes, example: exampleThemes },
  answer: {
    schema: {
      ...Themes,
      title: 'ThemesVersion',
      required: ['version', ...Themes.required],
      properties: { version: { type: 'integer' }, ...Themes.properties },
      example: { version: 1, ...exampleThemes },
    },
  },
  unpublished: () => noThemes,
  check: assertValidThemes,
  stale: (version) => new Stale('themes.stale', 'The themes have changed since that version.', { version }),
  onPublished: ({ published: { version } }, tx) => themeReassignmentStore.begin(tx, version),
  texts: {
    publish: [
      'Set the themes',
      'The whole list, as a new version. Feedback that comes in gets them at once by their words; recent feedback is ' +
        'read again in the background, newest first. Where a text reader is set, a text without any of the words gets ' +
        'the theme whose examples it is nearest to, or `themesUnsure`.',
    ],
    read: ['Read the themes', 'The list that holds now; version 0 is empty.'],
    answer: 'The themes that hold now.',
  },
});
