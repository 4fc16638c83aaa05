import { verdicts } from '@harken/contracts';
import { type Static, Type } from 'typebox';
import { chineseLexicon } from './chinese-lexicon.ts';
import { englishLexicon } from './english-lexicon.ts';
import { Lexicon } from './lexicon.ts';
import { thaiLexicon } from './thai-lexicon.ts';

const closed = { additionalProperties: false } as const;
const verdict = () => Type.Enum(verdicts);
const name = () => Type.String({ minLength: 1, maxLength: 200 });

const probability = (description: string) =>
  Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()], { description });

export const metrics = ['nps', 'csat', 'ces', 'experience', 'rating'] as const;

// A record checks only the keys that match its pattern: `closed` refuses the others.
/** When feedback counts as a complaint. Held as data: operators read it, change it and send it back whole. */
export const ComplaintPolicy = Type.Object(
  {
    kinds: Type.Record(Type.String(), verdict(), {
      ...closed,
      description: 'What an explicit `kind` is worth by itself.',
    }),
    scores: Type.Array(
      Type.Object(
        {
          metric: Type.Enum(metrics),
          atMost: Type.Number({
            description:
              'On the scale of the metric; `experience` on 0-10, whatever its scale; for `rating` the share of its scale, 0-1.',
          }),
          verdict: verdict(),
          fromShare: Type.Optional(
            Type.Number({
              minimum: 0,
              maximum: 1,
              description: 'For `experience` and `rating`: only if at least this share of those answered is so low.',
            }),
          ),
        },
        { title: 'ScoreRule', ...closed },
      ),
      { maxItems: 100 },
    ),
    categories: Type.Record(name(), verdict(), { ...closed, description: 'What a category is worth by itself.' }),
    model: Type.Object(
      {
        atMost: Type.Enum(verdicts, { description: 'The most that the text model can say; `none` turns it off.' }),
        suspected: probability('From this probability on a text is suspected; null: as the model was trained.'),
        certain: probability('From this probability on it is certain; null: as the model was trained.'),
      },
      { title: 'ModelRule', ...closed, description: 'What the text model reads in English, Chinese and Thai.' },
    ),
    words: Type.Object(
      {
        certainFrom: Type.Union([Type.Integer({ minimum: 2, maximum: 100 }), Type.Null()], {
          description: 'So many different suspected terms in one text make it certain; null: never.',
        }),
        atMost: Type.Record(Type.String(), verdict(), {
          ...closed,
          description:
            'The most that the text alone can say where the source gave this `kind`: its words and the model.',
        }),
        content: Type.Object(
          {
            nps: Type.Union([Type.Integer({ minimum: 0, maximum: 10 }), Type.Null()]),
            csat: Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Null()]),
            verdict: verdict(),
          },
          {
            title: 'ContentRule',
            ...closed,
            description: 'From these scores on, the text alone says at most `verdict`.',
          },
        ),
        otherLanguages: Type.Optional(
          Type.Enum(verdicts, {
            description:
              'What a text is worth in a language without a list: `suspected` sends it to triage. `none` unless given.',
          }),
        ),
        lexicons: Type.Record(Type.String({ pattern: '^[a-z]{2,3}$' }), Lexicon, {
          ...closed,
          description: 'By language.',
        }),
      },
      { title: 'WordRules', ...closed },
    ),
  },
  { title: 'ComplaintPolicy', ...closed },
);
export type ComplaintPolicy = Static<typeof ComplaintPolicy>;

export type Metric = (typeof metrics)[number];

/** The policy until operators set their own. */
export const defaultPolicy: ComplaintPolicy = {
  kinds: { complaint: 'certain' },
  scores: [
    { metric: 'nps', atMost: 2, verdict: 'certain' },
    { metric: 'csat', atMost: 1, verdict: 'certain' },
    { metric: 'experience', atMost: 3, verdict: 'certain', fromShare: 0.25 },
    { metric: 'experience', atMost: 3, verdict: 'suspected' },
    { metric: 'csat', atMost: 2, verdict: 'suspected' },
    { metric: 'ces', atMost: 1, verdict: 'suspected' },
    { metric: 'rating', atMost: 0, verdict: 'suspected' },
  ],
  categories: { complaint: 'certain', safety: 'certain', legal: 'certain' },
  model: { atMost: 'certain', suspected: null, certain: null },
  words: {
    certainFrom: 3,
    atMost: { praise: 'none', suggestion: 'suspected', question: 'suspected' },
    content: { nps: 9, csat: 5, verdict: 'suspected' },
    lexicons: { en: englishLexicon, zh: chineseLexicon, th: thaiLexicon },
  },
};
