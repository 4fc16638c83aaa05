import { type MessagePurpose, messageParameters } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import { chooseLanguage, isLanguageTag } from '../programmes/local-text.ts';
import type { MessageParameters } from './customer-message.ts';

/** The words of one language; `{name}` is filled. */
export interface MessageText {
  readonly language: string;
  readonly subject: string;
  readonly text: string;
}

/** The words of a purpose; the first language is for whoever reads none of them. */
export interface MessageTemplate {
  readonly texts: readonly MessageText[];
}

export interface RenderedMessage {
  readonly language: string;
  readonly subject: string;
  readonly text: string;
}

const everywhere = ['company', 'name'];
/** `invitation` and `reminder` of a request say which; what the template gets is the `link`. */
export const placeholdersOf = (purpose: MessagePurpose): readonly string[] =>
  purpose === 'invitation' || purpose === 'reminder'
    ? [...everywhere, 'link']
    : [...everywhere, ...messageParameters[purpose]];
const needed: Readonly<Record<MessagePurpose, string | undefined>> = {
  acknowledgement: undefined,
  answer: 'text',
  invitation: 'link',
  reminder: 'link',
  you_said_we_did: 'did',
};

const placeholder = /\{(\w+)\}/g;

/** Throws with every fault of the template. */
export function assertValidTemplate({ texts }: MessageTemplate, purpose: MessagePurpose): void {
  const errors = new FieldErrors();
  const known = placeholdersOf(purpose);
  const must = needed[purpose];
  for (const [index, one] of texts.entries()) {
    const at = errors.at('texts', index);
    at.at('language').addIf(!isLanguageTag(one.language), 'unknown', 'must be a BCP 47 language tag');
    const again = texts.findIndex(({ language }) => language.toLowerCase() === one.language.toLowerCase()) < index;
    at.at('language').addIf(again, 'repeated', 'is there twice');
    for (const field of ['subject', 'text'] as const) {
      const strange = namesIn(one[field]).filter((name) => !known.includes(name));
      at.at(field).addIf(
        strange.length > 0,
        'unknown',
        `knows no {${strange[0]}}, but ${known.map((name) => `{${name}}`).join(', ')}`,
      );
    }
    at.at('subject').addIf(/[\r\n\u2028\u2029]/.test(one.subject), 'invalid', 'must be one line');
    const lacks = must !== undefined && !namesIn(one.text).includes(must);
    at.at('text').addIf(lacks, 'required', `must hold {${must}}`);
  }
  errors.throwIfAny('message-template.invalid', 'The template cannot be filled.');
}

const namesIn = (pattern: string): string[] => [...pattern.matchAll(placeholder)].map(([, name = '']) => name);

/**
 * The message in the language nearest to those wanted, as plain text: nothing in a value becomes markup, a header or
 * another placeholder. A line with a placeholder that has no value is left out.
 */
export function renderMessage(
  { texts }: MessageTemplate,
  values: MessageParameters,
  wanted: readonly (string | null)[],
): RenderedMessage {
  const language = chooseLanguage(
    texts.map((one) => one.language),
    wanted.filter((one) => one !== null),
  );
  const chosen = texts.find((one) => one.language === language);
  if (!chosen) throw new TypeError('a template has a text');
  const lines = chosen.text.split(/\r\n|\r|\n/).flatMap((line) => fill(line, values) ?? []);
  return {
    language,
    subject: oneLine(fill(chosen.subject, values) ?? chosen.subject.replace(placeholder, '')).slice(0, 200),
    text: `${lines.join('\n').trim()}\n`,
  };
}

function fill(pattern: string, values: MessageParameters): string | undefined {
  let lacks = false;
  const filled = pattern.replace(placeholder, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? plain(String(values[name])) : '';
    lacks ||= value === '';
    return value;
  });
  return lacks ? undefined : filled;
}

/** Without control characters, which terminals and mail programs would obey. */
const plain = (text: string): string =>
  text
    .replace(/\r\n|\r/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .trim();

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
