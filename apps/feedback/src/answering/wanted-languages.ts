import { isLanguageTag } from '../programmes/local-text.ts';

interface Asking {
  readonly query: unknown;
  readonly headers: { readonly 'accept-language'?: string | undefined };
}

/** Of the reader, the best first: what the address asks for, what we know, what the browser prefers (RFC 9110, 12.5.4). */
export function wantedLanguages({ query, headers }: Asking, known: string | undefined): readonly string[] {
  const { language } = query as Readonly<Record<string, unknown>>;
  const preferred = (headers['accept-language'] ?? '')
    .split(',')
    .map((range) => {
      const [tag = '', quality] = range.split(';').map((part) => part.trim());
      return { tag, weight: quality === undefined ? 1 : Number(quality.replace(/^q=/i, '')) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
  return [language, known, ...preferred].filter((tag): tag is string => typeof tag === 'string' && isLanguageTag(tag));
}
