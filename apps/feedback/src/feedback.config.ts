import { defineSettings, type SettingsOf, setting } from '@harken/service';

export const feedbackSettings = defineSettings({
  IMPORT_FILE_LIMIT_BYTES: setting.integer({
    default: 4_294_967_296,
    min: 1024,
    meaning: 'Largest file of an import, as it is sent.',
  }),
  IMPORT_HISTORY_AFTER: setting.duration({
    default: 'P30D',
    meaning: 'What is older than this when it is imported goes in as history.',
  }),
  IMPORT_LEASE: setting.duration({
    default: 'PT15S',
    meaning: 'After this another replica takes over the import of one that has died.',
  }),
  IMPORT_RETENTION: setting.duration({
    default: 'P30D',
    meaning: 'How long an import that has ended and its refused rows are kept.',
  }),
});

export type FeedbackSettings = SettingsOf<typeof feedbackSettings>;
