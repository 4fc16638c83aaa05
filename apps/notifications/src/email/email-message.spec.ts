import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { alertContracts, alertTypes, pingType } from '../alerts/alert.ts';
import { alertOfEvent } from '../alerts/alert-of-event.ts';
import { languages } from '../channels/delivery.ts';
import { type EmailTemplate, renderEmail } from './email-message.ts';

const templateOf = (language: string): EmailTemplate =>
  JSON.parse(readFileSync(new URL(`./templates/${language}.json`, import.meta.url), 'utf8'));
const alerts = alertContracts.map((contract) =>
  alertOfEvent({
    id: '01926f3a-7c1e-7b54-9d0e-0000000000aa',
    type: contract.type,
    source: 's',
    subject: 'sub',
    time: new Date('2026-03-02T10:00:00Z'),
    data: contract.sample,
  }),
);

describe.each(languages)('e-mails in %s', (language) => {
  const template = templateOf(language);

  it('have words for every type of alert', () => {
    const names = [...alertTypes, pingType].map((type) => type.slice(type.lastIndexOf('.') + 1)).sort();
    expect(Object.keys(template.headlines).sort()).toEqual(names);
    expect(Object.keys(template.labels)).toEqual(Object.keys(templateOf('en').labels));
  });

  it.each(alerts.map(({ alert }) => [alert.type, alert] as const))('fill every hole for %s', (_, alert) => {
    const { subject, text, html } = renderEmail(alert, template, 'https://cem.example.com');
    expect(subject + text + html).not.toMatch(/[{}]|undefined|null/);
    expect(text).toContain(`https://cem.example.com${Object.values(alert.links)[0]}`);
  });
});

describe('an e-mail', () => {
  const [{ alert } = alerts[0] as (typeof alerts)[number]] = alerts;

  it('cannot have headers or markup injected', () => {
    const nasty = {
      ...alert,
      data: { ...alert.data, number: 'C-1\r\nBcc: x@evil.example', team: '<img src=x onerror=1>&"' },
    };
    const { subject, html, text } = renderEmail(nasty, templateOf('en'), undefined);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=1&gt;&amp;&quot;');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'is rendered when something is called %s (case 40)',
    (word) => {
      const data = { ...alert.data, touchpoint: word, team: word, category: word, number: word, reason: word };
      for (const language of languages) {
        const { subject, text } = renderEmail(
          { ...alert, type: `harken.x.${word}`, data },
          templateOf(language),
          undefined,
        );
        expect(text).toContain(`: ${word}`);
        expect(subject + text).not.toMatch(/native code|\[object/);
      }
    },
  );

  it('says what an unknown type is about', () => {
    expect(renderEmail({ ...alert, type: 'harken.x.new-thing' }, templateOf('en'), undefined).subject).toContain(
      'News about',
    );
  });
});
