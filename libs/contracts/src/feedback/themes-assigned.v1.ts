import { Type } from 'typebox';
import { defineEvent } from '../event-contract.ts';
import { closed, name, nullable, oneOf, time, uuid } from '../shapes.ts';
import { sampleFeedbackId } from './feedback-facts.ts';

export const ThemesAssigned = defineEvent({
  type: 'harken.feedback.themes-assigned.v1',
  topic: 'feedback.events',
  subject: 'feedbackId',
  summary: 'What a text speaks of was found, or found anew: these themes replace those assigned before.',
  schema: Type.Object(
    {
      feedbackId: uuid(),
      feedbackVersion: Type.Integer({ minimum: 1, description: 'The version of the feedback that was read.' }),
      themes: Type.Array(
        Type.Object(
          {
            theme: name(),
            by: oneOf(['words', 'examples']),
            score: nullable(Type.Number({ description: 'By examples: the cosine to the theme, at most 1.' })),
          },
          closed,
        ),
      ),
      unsure: Type.Boolean({ description: 'The text reader found no theme that is clearly the nearest.' }),
      version: Type.Integer({ minimum: 0, description: 'Of the list of themes.' }),
      at: time(),
    },
    closed,
  ),
  sample: {
    feedbackId: sampleFeedbackId,
    feedbackVersion: 1,
    themes: [{ theme: 'keys', by: 'words', score: null }],
    unsure: false,
    version: 3,
    at: '2026-03-02T09:15:01.250Z',
  },
});
