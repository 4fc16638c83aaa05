import type { Alert } from '../alerts/alert.ts';

/** The words of one language; `{name}` is filled from the alert. */
export interface EmailTemplate {
  readonly subject: string;
  readonly headlines: Readonly<Record<string, string>>;
  readonly otherwise: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
  readonly open: string;
  readonly footer: string;
}

export interface EmailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Plain text and simple HTML. Thin like the alert itself: facts that say what happened, and a link to the rest. */
export function renderEmail(alert: Alert, template: EmailTemplate, publicUrl: string | undefined): EmailMessage {
  const facts = factsOf(alert, template);
  const name = alert.type.slice(alert.type.lastIndexOf('.') + 1);
  const headline = fill(ownText(template.headlines, name) ?? template.otherwise, facts);
  const lines = Object.entries(template.labels).flatMap(([fact, label]) => {
    const value = ownText(facts, fact);
    return value === undefined ? [] : [{ label, value }];
  });
  const link = publicUrl && Object.values(alert.links)[0];
  const url = link ? publicUrl.replace(/\/$/, '') + link : undefined;
  const { open, footer } = template;
  return {
    subject: oneLine(fill(template.subject, { ...facts, headline })).slice(0, 200),
    text: [
      ...[headline, '', ...lines.map(({ label, value }) => `${label}: ${value}`)],
      ...(url ? ['', `${open} ${url}`] : []),
      ...['', '--', footer, ''],
    ].join('\n'),
    html: [
      `<!doctype html><html><body><p><strong>${escaped(headline)}</strong></p><table>`,
      ...lines.map(({ label, value }) => `<tr><td>${escaped(label)}</td><td>${escaped(value)}</td></tr>`),
      `</table>${url ? `<p>${escaped(open)} <a href="${escaped(url)}">${escaped(url)}</a></p>` : ''}`,
      `<p><small>${escaped(footer)}</small></p></body></html>`,
    ].join('\n'),
  };
}

/** What comes from outside may be called `constructor`: only a map's own entries count. */
const ownText = (map: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;

function factsOf(alert: Alert, { words }: EmailTemplate): Readonly<Record<string, string>> {
  const all = { ...alert.data, severity: alert.severity, at: alert.at, subject: alert.subject };
  const plain = Object.entries(all).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(
    plain.map(([name, value]) => [name, oneLine(ownText(words, String(value)) ?? String(value))]),
  );
}

const fill = (pattern: string, facts: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => ownText(facts, name) ?? '');

/** No line break of a value ever reaches a header. */
export const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
