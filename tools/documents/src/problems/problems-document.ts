import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '@harken/contracts';
import { type FoundProblem, findProblems } from './find-problems.ts';

export interface ListedProblem {
  readonly code: string;
  readonly statuses: readonly (number | null)[];
  readonly sentence: string;
  readonly isFault: boolean;
  /** The rooms of the service that give it. */
  readonly rooms: readonly string[];
}

const everyService = 'every service';
const places = [everyService, ...services] as const;

const introduction = `# Problems
Every refusal is a problem document (RFC 9457). Its \`code\` is stable, and so is \`type\`, which is \`/problems/\` and the code: build on them, not on the sentences. \`{...}\` in a sentence stands for what is known only then. A code marked *in errors* is no problem of its own: it stands in the \`errors\` of one, with the pointer to what it is about.

Written by \`npm run problems\` from the sources of the services; a test fails when it is stale.
`;

/** The sources of the services and of what all of them are built on. */
export function sourcesIn(root: string): { readonly path: string; readonly text: string }[] {
  return (
    globSync('{apps,libs}/*/src/**/*.ts', { cwd: root })
      .map((path) => String(path).replaceAll('\\', '/'))
      .filter((path) => !/(^|\/)(node_modules|dist|fixtures|testing)\/|\.(spec|fixture|builder)\.ts$/.test(path))
      // Commands of a terminal: they answer nobody by HTTP.
      .filter((path) => !/^libs\/(messaging\/src\/dead-letters\/|service\/src\/access\/keys\/stored-keys\.ts)/.test(path))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  );
}

export const placeOf = (path: string): string => (path.startsWith('apps/') ? (path.split('/')[1] ?? '') : everyService);

/** By place and code. */
export function listProblems(sources: ReturnType<typeof sourcesIn>): Map<string, ListedProblem[]> {
  const found = sources.flatMap(({ path, text }) =>
    findProblems(text).map((problem) => ({ ...problem, place: placeOf(path), room: path.split('/')[3] ?? '' })),
  );
  const common = new Set(found.filter(({ place }) => place === everyService).map(({ code }) => code));
  return new Map(
    places.map((place) => {
      const here = Map.groupBy(
        found.filter((problem) => problem.place === place),
        ({ code }) => code,
      );
      if (place !== everyService) for (const code of common) here.delete(code);
      return [place, [...here].map(([code, all]) => listed(code, all)).sort((a, b) => (a.code < b.code ? -1 : 1))];
    }),
  );
}

function listed(code: string, all: readonly (FoundProblem & { readonly room: string })[]): ListedProblem {
  // A problem of its own says what is wrong as a whole; its faults say where.
  const own = all.filter(({ isFault }) => !isFault);
  const telling = own.length > 0 ? own : all;
  return {
    code,
    statuses: [...new Set(telling.map(({ status }) => status))].sort(),
    sentence: telling.find(({ sentence }) => sentence !== '' && !/^\{[^}]*\}$/.test(sentence))?.sentence ?? '',
    isFault: own.length === 0,
    rooms: [...new Set(all.map(({ room }) => room.replace(/\.ts$/, '')))].sort(),
  };
}

export function renderProblems(problems: ReadonlyMap<string, readonly ListedProblem[]>): string {
  const parts = [...problems].map(([place, all]) => {
    const coded = all.filter(({ code }) => code.includes('.'));
    return `## ${place}\n| code | status | what it says | room |\n|---|---|---|---|\n${coded.map(row).join('\n')}\n`;
  });
  return `${introduction}\n${parts.join('\n')}\n${vocabulary(problems)}`;
}

const row = ({ code, statuses, sentence, isFault, rooms }: ListedProblem): string =>
  `| \`${code}\` | ${isFault ? '400, in errors' : statuses.map((status) => status ?? '4xx').join(', ')} | ${cell(sentence)} | ${rooms.join(', ')} |`;

/** Codes without a dot are the few words in which any field may be faulty. */
function vocabulary(problems: ReadonlyMap<string, readonly ListedProblem[]>): string {
  const words = new Map<string, string>();
  for (const { code, sentence } of [...problems.values()].flat())
    if (!code.includes('.') && !words.get(code)) words.set(code, sentence);
  const rows = [...words].sort().map(([code, sentence]) => `| \`${code}\` | ${cell(sentence)} |`);
  return `## Faults of single fields\nIn \`errors\`, whatever the code of the problem.\n\n| code | for example |\n|---|---|\n${rows.join('\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
