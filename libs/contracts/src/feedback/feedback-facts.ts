import { Type } from 'typebox';
import { CustomerFacts, closed, history, name, nullable, oneOf, sampleCustomer, time, uuid } from '../shapes.ts';
import { phase } from './interaction-recorded.v1.ts';

export const methods = [
  'survey',
  'interview',
  'focus_group',
  'forum_post',
  'review',
  'call',
  'chat',
  'email',
  'social',
  'observation',
  'account_study',
  'special_study',
] as const;
export const patterns = ['past', 'present', 'potential'] as const;
export const kinds = ['complaint', 'praise', 'suggestion', 'question', 'other'] as const;
export const verdicts = ['none', 'suspected', 'certain'] as const;
/** Who speaks. What staff and management believe counts in no score and opens nothing. */
export const voices = ['customer', 'staff', 'management'] as const;
export type Method = (typeof methods)[number];
export type Pattern = (typeof patterns)[number];
export type Kind = (typeof kinds)[number];
export type Verdict = (typeof verdicts)[number];
export type Voice = (typeof voices)[number];

const score = () => nullable(Type.Number());

export const Answers = Type.Object(
  {
    nps: nullable(Type.Integer({ minimum: 0, maximum: 10 })),
    csat: nullable(Type.Integer({ minimum: 1, maximum: 5 })),
    ces: nullable(Type.Integer({ minimum: 1, maximum: 7 })),
    ratings: Type.Array(
      Type.Object({ name: name(), value: Type.Number(), min: Type.Number(), max: Type.Number() }, closed),
    ),
    factors: Type.Array(
      Type.Object(
        {
          factor: name(),
          experience: score(),
          expectation: score(),
          importance: score(),
          ideal: score(),
          min: Type.Optional(Type.Number({ description: 'The worst of its scale, 0 unless given.' })),
          max: Type.Optional(Type.Number({ description: 'The best of its scale, 10 unless given.' })),
        },
        closed,
      ),
    ),
  },
  closed,
);

/** What was said, and what Harken makes of it. Absent answers are null, never 0. */
export const feedbackFacts = {
  source: name(),
  sourceId: name(),
  voice: oneOf(voices),
  customer: nullable(CustomerFacts),
  employee: nullable(name()),
  method: oneOf(methods),
  kind: nullable(oneOf(kinds)),
  pattern: oneOf(patterns),
  touchpoint: nullable(name()),
  channel: nullable(name()),
  phase: nullable(phase()),
  campaign: nullable(name()),
  product: nullable(name(100)),
  location: nullable(name(100)),
  programme: nullable(name()),
  category: nullable(name()),
  text: nullable(Type.String({ maxLength: 20000 })),
  language: nullable(Type.String({ maxLength: 35 })),
  answers: Answers,
  /** Which actions of the touchpoint were done, as the speaker saw it. */
  actions: Type.Array(Type.Object({ action: name(), done: Type.Boolean() }, closed)),
  about: nullable(Type.Object({ complaint: nullable(uuid()), problem: nullable(uuid()) }, closed)),
  complaint: Type.Object({ verdict: oneOf(verdicts), reasons: Type.Array(Type.String()) }, closed),
  history: history(),
  occurredAt: time(),
  receivedAt: time(),
};

export const sampleFeedbackId = '01926f3a-7c1e-7b54-9d0e-000000000002';
export const sampleFeedback = {
  source: 'crm',
  sourceId: 'survey-991',
  voice: 'customer',
  customer: sampleCustomer,
  employee: null,
  method: 'survey',
  kind: null,
  pattern: 'past',
  touchpoint: 'handover',
  channel: 'web',
  phase: 'during',
  campaign: null,
  product: 'kitchen',
  location: 'tower-2',
  programme: null,
  category: 'defect',
  text: 'The keys did not fit and nobody called back.',
  language: 'en',
  answers: {
    nps: 1,
    csat: 1,
    ces: null,
    ratings: [],
    factors: [{ factor: 'service', experience: 2, expectation: null, importance: 9, ideal: null }],
  },
  actions: [{ action: 'keys-handed-over', done: false }],
  about: null,
  complaint: { verdict: 'certain', reasons: ['score:nps<=2'] },
  history: false,
  occurredAt: '2026-03-02T09:15:00.000Z',
  receivedAt: '2026-03-02T09:15:01.250Z',
};
