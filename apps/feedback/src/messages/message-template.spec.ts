import { messagePurposes } from '@harken/contracts';
import { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { pageLanguages } from '../answering/wording/page-languages.ts';
import { assertValidTemplate, type MessageTemplate, placeholdersOf, renderMessage } from './message-template.ts';
import { shippedTemplates } from './shipped-templates.ts';

const one = (text: string, subject = 'About {number}', language = 'en'): MessageTemplate => ({
  texts: [{ language, subject, text }],
});
const faultsOf = (template: MessageTemplate, purpose: Parameters<typeof assertValidTemplate>[1] = 'answer') => {
  try {
    assertValidTemplate(template, purpose);
    return [];
  } catch (error) {
    return (error as Invalid).errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};

describe('the shipped templates', () => {
  it.each(messagePurposes)('of %s are valid, in every language of the pages, and leave no hole', (purpose) => {
    const template = shippedTemplates[purpose];
    expect(faultsOf(template, purpose)).toEqual([]);
    expect(template.texts.map(({ language }) => language)).toEqual(pageLanguages);
    const values = Object.fromEntries(placeholdersOf(purpose).map((name) => [name, `<${name}>`]));
    for (const language of pageLanguages) {
      const { subject, text } = renderMessage(template, values, [language]);
      expect(subject + text).not.toMatch(/[{}]|undefined|null/);
      expect(subject.length).toBeGreaterThan(0);
    }
  });
});

describe('a template', () => {
  it('is refused with every fault', () => {
    expect(faultsOf(one('{text} {link}', '{subject}'))).toEqual(['/texts/0/subject unknown', '/texts/0/text unknown']);
    expect(faultsOf(one('Dear customer,'))).toEqual(['/texts/0/text required']);
    expect(faultsOf(one('{text}', 'x', 'no language'))).toEqual(['/texts/0/language unknown']);
    expect(faultsOf(one('{text}', 'x\r\nBcc: y'))).toEqual(['/texts/0/subject invalid']);
    const twice = { texts: [...one('{text}').texts, ...one('{text}', 'x', 'EN').texts] };
    expect(faultsOf(twice)).toEqual(['/texts/1/language repeated']);
  });

  it('takes the language asked for, else that of the customer, else its first', () => {
    const template = shippedTemplates.answer;
    const languageOf = (...wanted: (string | null)[]) =>
      renderMessage(template, { number: 'C-1', text: 'x' }, wanted).language;
    expect(languageOf('th', 'en')).toBe('th');
    expect(languageOf(null, 'zh-TW')).toBe('zh-Hant');
    expect(languageOf('zh-CN')).toBe('zh-Hans');
    expect(languageOf(null, 'fr')).toBe('en');
    expect(languageOf(null, null)).toBe('en');
  });

  it('leaves out a line whose placeholder has no value', () => {
    const template = one('{text}\nIf not: {recourse}\n{company}');
    expect(renderMessage(template, { text: 'Yes.', company: 'Acme' }, []).text).toBe('Yes.\nAcme\n');
  });

  it.each([
    ['a header', 'C-1\r\nBcc: x@evil.example', 'About C-1 Bcc: x@evil.example'],
    ['another line', 'C-1\u2028x', 'About C-1 x'],
    ['another placeholder', '{text}', 'About {text}'],
    ['what every object has', 'constructor', 'About constructor'],
  ])('makes no value into %s', (_, number, subject) => {
    expect(renderMessage(one('{text}'), { number, text: 'x' }, []).subject).toBe(subject);
    expect(renderMessage(one('{constructor}{text}'), { number, text: 'x' }, []).text).toBe('\n');
  });

  it('keeps lines of a text, and nothing that a terminal would obey', () => {
    const text = 'One\r\n\r\nTwo\u0007\u001b[31m <b>three</b>\u0000';
    expect(renderMessage(one('{text}'), { number: 'C-1', text }, []).text).toBe('One\n\nTwo[31m <b>three</b>\n');
  });
});
