import { createInterface } from 'node:readline/promises';
import { type Company, type Fields, readCompany } from './company.ts';

const example = (name: string): string => new URL(`../../../examples/companies/${name}.yaml`, import.meta.url).pathname;
const kinds = ['property-developer', 'electronics-retailer', 'bank'] as const;

/** Answers a question; `usual` when nothing is said. */
export type Ask = (question: string, usual: string) => Promise<string>;

/** Asks on the terminal. Every question has an answer that only needs Enter. */
export async function askOnTerminal<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await work(async (question, usual) => (await terminal.question(`${question} [${usual}] `)).trim() || usual);
  } finally {
    terminal.close();
  }
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `Anna Chan` -> `anna-chan`. */
export const idOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** An example company with the names, times and people of the one that answers. */
export async function askForCompany(ask: Ask): Promise<Company> {
  let kind = '';
  while (!(kinds as readonly string[]).includes(kind)) kind = await ask(`Like which: ${kinds.join(', ')}?`, kinds[0]);
  const from = readCompany(example(kind));
  const company = await ask('What is the company called?', from.company);
  const { calendars, zone } = await askForCalendars(ask, from);
  const people: Record<
    string,
    Company['people'] extends Readonly<Record<string, infer P>> | undefined ? P : never
  > = {};
  const meet = (name: string, role: string, team?: string): string => {
    const id = idOf(name);
    const known = people[id];
    people[id] = {
      name,
      roles: [...new Set([...(known?.roles ?? []), role])],
      teams: [...new Set([...(known?.teams ?? []), ...(team ? [team] : [])])],
      zone,
    };
    return id;
  };
  const nameOf = (reference: string | { readonly id: string }): string => {
    const id = typeof reference === 'string' ? reference : reference.id;
    return from.people?.[id]?.name ?? id;
  };
  const teams: Record<string, Fields & { name: string; members: string[] }> = {};
  for (const [id, team] of Object.entries(from.teams ?? {})) {
    const usual = team.members.map(nameOf).join(', ');
    const members = listOf(await ask(`Who works in the team ${team.name}? Names, with commas.`, usual));
    teams[id] = { ...team, members: members.map((name) => meet(name, 'handler', id)) };
  }
  const levels = [];
  for (const { level, people: managers } of from.levels ?? []) {
    const usual = managers.map(nameOf).join(', ');
    const names = listOf(await ask(`Who stands on management level ${level}? Names, with commas.`, usual));
    levels.push({ level, people: names.map((name) => meet(name, level === 1 ? 'supervisor' : 'manager')) });
  }
  const url = await ask('Where do alerts go? The address of a webhook, or none.', 'none');
  const { webhook, ...rest } = from;
  return {
    ...{ ...rest, company, calendars, people, teams, levels },
    ...(url !== 'none' && { webhook: { name: webhook?.name ?? 'call centre', ...webhook, url } }),
  };
}

/** The time zone, the country of the holidays and the hours, for every calendar of the example. */
async function askForCalendars(ask: Ask, from: Company) {
  const [[, first] = []] = Object.entries(from.calendars ?? {});
  const { country: usualCountry = 'none' } = (first?.publicHolidays ?? {}) as { country?: string };
  const zone = await ask('In which time zone (IANA)?', String(first?.zone ?? 'UTC'));
  const country = await ask('The holidays of which country (ISO 3166-1), or none?', usualCountry);
  const calendars = Object.fromEntries(
    Object.entries(from.calendars ?? {}).map(([id, { publicHolidays: _, ...calendar }]) => [
      id,
      { ...calendar, zone, ...(country !== 'none' && { publicHolidays: { country } }) },
    ]),
  );
  return { calendars, zone };
}
