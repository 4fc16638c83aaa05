import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const code = '[a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*';
const thrown = new RegExp(
  `new (?:Invalid|Unauthenticated|Forbidden|RuleBroken|Stale|TooLarge|UnsupportedMedia|KeyReused|TooMany|Unavailable)\\(\\s*'(${code})'`,
  'g',
);
const notFound = /new NotFound\(\s*'([a-z-]+)'/g;
const literal = new RegExp(`'(${code})'`, 'g');

/** The sources of a service or lib that can respond with a problem, as one text. */
export function sourcesOf(root: string, folder: string): string {
  return (
    globSync(`${folder}/src/**/*.ts`, { cwd: root })
      .map((path) => String(path).replaceAll('\\', '/'))
      .filter((path) => !/\.(spec|fixture|builder)\.ts$/.test(path))
      // Used by command line tools only.
      .filter((path) => path !== 'libs/service/src/access/keys/stored-keys.ts')
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join('\n')
  );
}

/** The codes in sources: of thrown problems, and literals that begin like one of the `declared` codes. */
export function codesIn(sources: string, declared: ReadonlySet<string>): Set<string> {
  const nouns = new Set([...declared].map((one) => one.split('.')[0]));
  const all = (pattern: RegExp) => [...sources.matchAll(pattern)].map(([, found = '']) => found);
  return new Set([
    ...all(thrown),
    ...all(notFound).map((what) => `${what}.not-found`),
    ...all(literal).filter((found) => nouns.has(found.split('.')[0])),
  ]);
}

/** Whether sources contain the code, in one piece or put together: `calendar.${code}` with `'empty-exception'`. */
export function isUsed(declared: string, sources: string): boolean {
  const [noun = '', reason = ''] = declared.split('.');
  const isQuoted = (text: string) => new RegExp(`['\`]${text}['\`]`).test(sources);
  return (
    sources.includes(declared) ||
    // Documents have names in words: `action plan`.
    (reason === 'not-found' && isQuoted(noun.replaceAll('-', '[- ]'))) ||
    (isQuoted(noun) && isQuoted(reason)) ||
    [...declared.matchAll(/[.-]/g)].some(
      ({ index }) => sources.includes(`\`${declared.slice(0, index + 1)}\${`) && isQuoted(declared.slice(index + 1)),
    )
  );
}
