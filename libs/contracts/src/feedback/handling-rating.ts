import { Type } from 'typebox';
import { closed, nullable, uuid } from '../shapes.ts';

/** What a customer says of the handling of a complaint. Absent answers are null, never 0. */
export const HandlingRating = Type.Object(
  {
    feedbackId: uuid(),
    csat: nullable(Type.Integer({ minimum: 1, maximum: 5 })),
    nps: nullable(Type.Integer({ minimum: 0, maximum: 10 })),
    ces: nullable(Type.Integer({ minimum: 1, maximum: 7 })),
  },
  closed,
);

export const sampleRating = { feedbackId: '01926f3a-7c1e-7b54-9d0e-000000000008', csat: 4, nps: null, ces: null };
