import { type OpenApiDocument, operationsOf, type Role } from '@harken/service';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats, { type FormatsPlugin } from 'ajv-formats';
import type { Answer, RunningService } from './run-service.ts';

type Place = ReturnType<typeof operationsOf>[number];
type Operation = Place['operation'];
type Json = Record<string, unknown>;

/** What an example is sent to, and how it differs from the document where only this database knows an id. */
export interface Given {
  /** Values of the path; the document's example for those left out. */
  readonly path?: Readonly<Record<string, string>>;
  /** Fields of the body that name something that must be there. */
  readonly body?: Readonly<Json>;
}

export interface Tried {
  readonly place: string;
  readonly status: number;
  readonly code: string | undefined;
  /** Where the answer does not fit its schema. */
  readonly faults: readonly string[];
}

/** Sends every documented body, and every documented query parameter, one by one; checks each answer against its schema. */
export async function tryExamples(
  document: OpenApiDocument,
  service: RunningService,
  prepare: (place: string, operation: Operation) => Promise<Given>,
): Promise<Tried[]> {
  const fits = answerCheck(document);
  const tried: Tried[] = [];
  for (const { place, method, operation } of operationsOf(document)) {
    const [, path = ''] = place.split(' ');
    for (const { query, type, body } of requestsOf(operation)) {
      const given = await prepare(place, operation);
      const as = operation['x-roles']?.[0] as Role | undefined;
      const sent = isObject(body) ? { ...body, ...given.body } : body;
      const answer = await service.send(method, concretePath(path, operation, given) + query, {
        ...{ body: sent, type },
        ...(as && { as }),
      });
      const faults = fits(operation, answer);
      tried.push({ place: `${place}${query}`, status: answer.status, code: answer.body?.code, faults });
    }
  }
  return tried;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One request a documented body; without a body, one bare and one for each query parameter. */
function requestsOf({ requestBody, parameters = [] }: Operation) {
  const bodies = Object.entries(requestBody?.content ?? {}).flatMap(([type, { example, examples }]) => {
    const all = example === undefined ? Object.values((examples ?? {}) as Record<string, { value: unknown }>) : [];
    return [...(example === undefined ? [] : [example]), ...all.map(({ value }) => value)].map((body) => ({
      ...{ type, body, query: '' },
    }));
  });
  const inQuery = parameters.filter((one) => one.in === 'query');
  const required = inQuery.filter((one) => one.required).map(queryPart);
  const queries = [
    required.join('&'),
    ...inQuery
      .filter((one) => !one.required && one.name !== 'cursor' && exampleOf(one) !== undefined)
      .map((one) => [...required, queryPart(one)].join('&')),
  ].map((text) => text && `?${text}`);
  if (bodies.length > 0)
    return bodies.flatMap((body) => queries.slice(0, 1).map((query) => ({ ...body, query: query ?? '' })));
  return queries.map((query) => ({ query, type: 'application/json', body: undefined }));
}

type Parameter = NonNullable<Operation['parameters']>[number];
// The documented half minute of a long poll proves no more than a second.
const exampleOf = ({ name, example, schema }: Parameter): unknown =>
  name === 'wait' ? 1 : (example ?? schema?.example ?? schema?.default);
const queryPart = (parameter: Parameter): string => {
  const example = exampleOf(parameter);
  const values = Array.isArray(example) ? example : [example];
  return values.map((value) => `${parameter.name}=${encodeURIComponent(String(value))}`).join('&');
};

const concretePath = (path: string, { parameters = [] }: Operation, { path: values = {} }: Given): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    const value = values[name] ?? (parameter && exampleOf(parameter));
    if (value === undefined) throw new TypeError(`${path} has no example of ${name}`);
    return encodeURIComponent(String(value));
  });

/** Where an answer is not what the document says of its status and type. */
function answerCheck(document: OpenApiDocument): (operation: Operation, answer: Answer) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as FormatsPlugin)(ajv);
  const closed = closedSchemas(document.components?.schemas ?? {});
  const compiled = new Map<string, ValidateFunction>();
  return (operation, { status, type, body }) => {
    const given = operation.responses[String(status)];
    const name = given?.$ref?.split('/').at(-1);
    const response = name === undefined ? given : document.components?.responses?.[name];
    if (!response) return [`${status} is not documented`];
    if (body === '' || body === undefined) return [];
    const media = response.content?.[type];
    if (!media) return [`${status} as ${type} is not documented`];
    if (!/json$/.test(type) || /ndjson$/.test(type) || !media.schema) return [];
    const key = JSON.stringify(media.schema);
    const check =
      compiled.get(key) ?? ajv.compile({ ...(closedSchema(media.schema) as Json), components: { schemas: closed } });
    compiled.set(key, check);
    if (check(body)) return [];
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

const closedSchemas = (schemas: Json): Json =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, closedSchema(schema)]));

/** The schema, taking no field that it does not name: an answer with one more is not documented whole. */
function closedSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closedSchema);
  if (!isObject(schema)) return schema;
  const parts = Object.fromEntries(
    Object.entries(schema).map(([key, part]) => {
      const data = ['example', 'examples', 'enum', 'const', 'default', 'required'].includes(key);
      if (key === 'properties') return [key, closedSchemas(part as Json)];
      return [key, data ? part : closedSchema(part)];
    }),
  );
  if (!parts.properties || parts.additionalProperties !== undefined) return parts;
  return { ...parts, additionalProperties: false };
}
