import { defineSettings, type SettingsOf, setting } from '@harken/service';

export const feedbackSettings = defineSettings({
  ANSWER_URL: setting.url({
    default: 'http://localhost:7101',
    protocols: ['http', 'https'],
    meaning: 'The address at which customers reach the response page: the start of the links of invitations.',
  }),
});

export type FeedbackSettings = SettingsOf<typeof feedbackSettings>;
