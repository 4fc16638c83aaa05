import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';

export type Fields = Readonly<Record<string, unknown>>;

/** The first configuration of a company, as in examples/companies. What is left out is not touched. */
export interface Company {
  readonly company: string;
  /** By id: bodies of PUT /v1/calendars/{id}. */
  readonly calendars?: Readonly<Record<string, Fields>>;
  readonly people?: Readonly<Record<string, Person>>;
  readonly teams?: Readonly<Record<string, Team>>;
  readonly levels?: readonly Level[];
  /** The body of PUT /v1/routing-rules. */
  readonly routing?: Fields;
  /** The body of PUT /v1/response-policy. */
  readonly policy?: Fields;
  /** The body of PUT /v1/compensation-limits. */
  readonly limits?: Fields;
  readonly journey?: { readonly id: string; readonly map: Fields };
  /** By id: bodies of PUT /v1/standards/{id} and /v1/monitors/{id}. */
  readonly standards?: Readonly<Record<string, Fields>>;
  readonly monitors?: Readonly<Record<string, Fields>>;
  readonly webhook?: Webhook;
}

export interface Person {
  readonly name: string;
  readonly roles?: readonly string[];
  readonly teams?: readonly string[];
  readonly [field: string]: unknown;
}

export interface Team {
  readonly name: string;
  /** Ids of people, or more about one: `{ id, skills, languages, calendar }`. */
  readonly members: readonly (string | ({ readonly id: string } & Fields))[];
  readonly [field: string]: unknown;
}

export interface Level {
  readonly level: number;
  /** Ids of people, or more about one: `{ id, role, team, department, deputies }`. */
  readonly people: readonly (string | ({ readonly id: string } & Fields))[];
}

export interface Webhook {
  readonly name: string;
  readonly url: string;
  readonly ordered?: boolean;
  readonly filter?: Fields;
}

const sections = [
  ...['company', 'calendars', 'people', 'teams', 'levels', 'routing', 'policy', 'limits'],
  ...['journey', 'standards', 'monitors', 'webhook'],
];

/** A fault of the file that the person who wrote it can mend. */
export class CompanyFault extends Error {}

/**
 * Reads a company from YAML. The map of a journey, standards and monitors may stand in files of their own: a path beside
 * the company's file, or a folder of JSON files named by their ids. Throws CompanyFault.
 */
export function readCompany(file: string): Company {
  const content = parseYaml(file);
  const unknown = Object.keys(content).filter((section) => !sections.includes(section));
  if (unknown.length > 0)
    throw new CompanyFault(`${file}: unknown ${unknown.join(', ')}. There are ${sections.join(', ')}.`);
  if (typeof content.company !== 'string') throw new CompanyFault(`${file}: company must be its name.`);
  const beside = (path: string): string => resolve(dirname(file), path);
  const { journey, standards, monitors, ...rest } = content as unknown as Company & {
    readonly journey?: { readonly id: string; readonly map: unknown };
  };
  const byId = (given: unknown) =>
    typeof given === 'string' ? readFolder(beside(given)) : (given as Company['standards']);
  return {
    ...rest,
    ...(journey && {
      journey: {
        id: journey.id,
        map: typeof journey.map === 'string' ? parseYaml(beside(journey.map)) : (journey.map as Fields),
      },
    }),
    ...(standards && { standards: byId(standards) }),
    ...(monitors && { monitors: byId(monitors) }),
  } as Company;
}

function parseYaml(file: string): Fields {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    throw new CompanyFault(`${file}: ${(error as Error).message}`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new CompanyFault(`${file} must be a mapping.`);
  return content as Fields;
}

function readFolder(folder: string): Record<string, Fields> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new CompanyFault(`${folder} is no folder.`);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.sort().map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
  );
}
