import { type Static, Type } from 'typebox';

const terms = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 2000, description });

/** The words of one language that make feedback a complaint, or a suspected one. */
export const Lexicon = Type.Object(
  {
    certain: terms('One of these makes a complaint. A trailing ! means: also when negated (`refund!`: "no refund").'),
    suspected: terms('One of these raises a suspicion. A trailing ! as above.'),
    harmless: terms('Read first where longest, so that what is inside does not count ("no complaints").'),
    negations: terms('Shortly before a term, in the same clause, one of these takes its force.'),
  },
  { title: 'Lexicon', additionalProperties: false },
);
export type Lexicon = Static<typeof Lexicon>;

/** Terms separated by commas or lines. */
export const parseTerms = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((term) => term.trim())
    .filter((term) => term !== '');
