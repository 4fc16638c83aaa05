import { defineSettings, type Setting, type SettingsOf, setting } from '@harken/service';
import { contrastWithWhite, leastContrast } from './answering/readable-colour.ts';

const readableColour = (options: { readonly meaning: string; readonly default: string }): Setting<string> => ({
  ...setting.text(options),
  kind: 'colour',
  parse: (text) => {
    if (!/^#[0-9a-f]{6}$/i.test(text)) throw new Error('must be a colour like #0b57a4');
    if (contrastWithWhite(text) < leastContrast) {
      throw new Error(`must be darker: white on it has a contrast under ${leastContrast}:1`);
    }
    return text.toLowerCase();
  },
});

const durations = (options: { readonly meaning: string; readonly default: string }): Setting<readonly number[]> => {
  const one = setting.duration({ meaning: options.meaning });
  return {
    ...setting.list(options),
    kind: 'durations',
    parse: (text) => text.split(',').map((part) => one.parse(part.trim())),
  };
};

export const feedbackSettings = defineSettings({
  ANSWER_URL: setting.url({
    default: 'http://localhost:7101',
    protocols: ['http', 'https'],
    meaning: 'The address at which customers reach the pages of surveys: the start of links and QR codes.',
  }),
  COMPANY_NAME: setting.text({ default: 'Harken', meaning: 'The name of the company on the pages of surveys.' }),
  COMPANY_LOGO_URL: setting.url({
    optional: true,
    protocols: ['https'],
    meaning: 'Its logo on them; without one they show the name.',
  }),
  COMPANY_COLOUR: readableColour({
    default: '#0b57a4',
    meaning: 'Its colour on them, dark enough for white text (contrast 4.5:1).',
  }),
  ANSWER_KEPT_FOR: setting.duration({
    default: 'P7D',
    meaning: 'How long answers that came by an open link and were not sent are kept.',
  }),
  CUSTOMER_MESSAGES: setting.oneOf(['crm', 'email', 'off'], {
    default: 'crm',
    meaning: 'Who sends messages to customers: the CRM, Harken by e-mail (needs SMTP_URL), or nobody.',
  }),
  CUSTOMER_MESSAGE_FROM: setting.text({
    default: 'Harken <harken@localhost>',
    meaning: 'Sender of messages to customers.',
  }),
  CUSTOMER_MESSAGE_REPLY_TO: setting.text({ optional: true, meaning: 'Where customers answer, if not to the sender.' }),
  CUSTOMER_MESSAGE_RETRY_DELAYS: durations({
    default: 'PT1M,PT5M,PT30M,PT2H,PT6H,PT12H',
    meaning:
      'The minimum delay after each attempt that handed nothing over, comma-separated; up to a fifth is added at random. After the last a message has failed.',
  }),
  CUSTOMER_MESSAGE_REPORT_WITHIN: setting.duration({
    default: 'P2D',
    meaning: 'An acknowledgement or answer of which the CRM has reported nothing for this long has failed.',
  }),
  SMTP_URL: setting.secretUrl({
    optional: true,
    protocols: ['smtp', 'smtps'],
    meaning: 'Mail server for messages to customers.',
  }),
  SMTP_TIMEOUT: setting.duration({
    default: 'PT20S',
    meaning: 'How long the mail server may take to connect, to greet, and for each answer.',
  }),
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
  THEMES_REASSIGNED_WITHIN: setting.duration({
    default: 'P90D',
    meaning: 'Feedback that came in within this time gets the themes of a new list.',
  }),
  IMPORT_RETENTION: setting.duration({
    default: 'P30D',
    meaning: 'How long an import that has ended and its refused rows are kept.',
  }),
});

export type FeedbackSettings = SettingsOf<typeof feedbackSettings>;
