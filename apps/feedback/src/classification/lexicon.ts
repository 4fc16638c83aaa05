import { type Static, Type } from 'typebox';

const terms = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 2000, description });

/** The words of one language that make feedback a complaint, or a suspected one. */
export const Lexicon = Type.Object(
  {
    certain: terms('One of these makes a complaint. A trailing ! means: also when negated.'),
    critical: Type.Optional(
      terms(
        'What must not be missed, and says little alone (`refund!`: also "no refund"). One of these raises a suspicion, and makes a complaint with a `context` word in its clause, another term, a low score or a category. A trailing ! as above.',
      ),
    ),
    suspected: terms('One of these raises a suspicion. A trailing ! as above.'),
    harmless: terms('Read first where longest, so that what is inside does not count ("no complaints").'),
    negations: terms('Shortly before a term, in the same clause, one of these takes its force.'),
    context: Type.Optional(terms('In the clause of a critical term these show what is meant: "I want a refund".')),
    thanks: Type.Optional(
      terms('Before a critical term, in the same clause, one of these takes its force: "thanks for the refund".'),
    ),
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
