import { FieldErrors } from '@harken/errors';
import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const byLanguage = { pattern: '^[a-z]{2,3}$' } as const;

export const Theme = Type.Object(
  {
    id: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]{0,99}$',
      description: 'Its id: small letters, digits and hyphens.',
    }),
    names: Type.Record(
      Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$' }),
      Type.String({ minLength: 1, maxLength: 200 }),
      {
        ...closed,
        minProperties: 1,
        description: 'What people call it, by language.',
      },
    ),
    words: Type.Record(
      Type.String(byLanguage),
      Type.Array(Type.String({ minLength: 1, maxLength: 100, pattern: '[\\p{L}\\p{N}]' }), { maxItems: 1000 }),
      { ...closed, description: 'Words and phrases, by language: a text with one of them has the theme.' },
    ),
    examples: Type.Array(Type.String({ minLength: 1, maxLength: 500, pattern: '[\\p{L}\\p{N}]' }), {
      maxItems: 20,
      description: 'Three to twenty sentences in any language, for the text reader; none: it goes by words alone.',
    }),
  },
  { title: 'Theme', ...closed },
);
export type Theme = Static<typeof Theme>;

/** What texts speak of. Held as data: people read it, change it and send it back whole. */
export const Themes = Type.Object(
  { themes: Type.Array(Theme, { maxItems: 200, description: 'Each theme once.' }) },
  { title: 'ThemeList', ...closed },
);
export type Themes = Static<typeof Themes>;

export const noThemes: Themes = { themes: [] };

const minExamples = 3;

/** Throws Invalid with every fault. */
export function assertValidThemes({ themes }: Themes): void {
  const errors = new FieldErrors();
  const seen = new Set<string>();
  themes.forEach(({ id, words, examples }, index) => {
    const at = errors.at('themes', index);
    at.at('id').addIf(seen.has(id), 'repeated', `the theme ${id} stands in the list before`);
    seen.add(id);
    const few = examples.length > 0 && examples.length < minExamples;
    at.at('examples').addIf(few, 'too-few', `must be at least ${minExamples} sentences, or none`);
    const empty = examples.length === 0 && Object.values(words).every((list) => list.length === 0);
    at.at('words').addIf(empty, 'required', 'a theme needs words or examples');
  });
  errors.throwIfAny('themes.invalid', 'The themes do not fit together.');
}
