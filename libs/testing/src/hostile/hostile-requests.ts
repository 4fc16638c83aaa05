import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats, { type FormatsPlugin } from 'ajv-formats';
import { hostileTexts, hostileValues } from './hostile-values.ts';
import {
  type Document,
  exampleOf,
  type Parameter,
  type Route,
  resolve,
  routesOf,
  type Schema,
  typeOf,
} from './openapi.ts';

export interface HostileRequest {
  readonly route: Route;
  readonly what: string;
  readonly path: string;
  readonly body?: string;
  /** The place that the refusal has to name; undefined where the request may be answered in any way but with a 500. */
  readonly refusedAt?: string | undefined;
}

const json = (value: unknown): string => JSON.stringify(value);
const token = (name: string | number): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');
const pointerTo = (place: readonly (string | number)[]): string => place.map((step) => `/${token(step)}`).join('');

/** Requests with something wrong in each place that a document describes: of bodies, queries and paths. */
export function* hostileRequests(document: Document, ids: (route: Route) => Readonly<Record<string, string>>) {
  const ajv = new Ajv2020({ strict: false, validateFormats: true, logger: false });
  (addFormats as unknown as FormatsPlugin)(ajv);
  const fitsOf = (schema: Schema) => {
    const check = ajv.compile({ ...schema, components: document.components });
    return (value: unknown): boolean => check(value);
  };
  for (const route of routesOf(document)) {
    const values = { ...exampleIds(route), ...ids(route) };
    const base = route.body && exampleOf(route.body, document);
    yield* hostilePaths(route, values, base);
    const path = pathOf(route, values);
    for (const parameter of route.parameters.filter((one) => one.in === 'query'))
      yield* hostileQueries(route, path, parameter, base);
    if (!route.body) continue;
    for (const [what, body] of wholeBodies) yield { route, what: `the body ${what}`, path, body, refusedAt: '' };
    for (const { place, schema } of fieldsOf(route.body, document, base)) {
      // A list of plain values is named as a whole.
      const named = typeof place.at(-1) === 'number' ? place.slice(0, -1) : place;
      const name = String(place.findLast((step) => typeof step === 'string') ?? '');
      for (const { what, value, refused } of hostileValues(name, schema, fitsOf(schema))) {
        const body = json(withValue(base, place, value));
        yield {
          route,
          what: `${pointerTo(place)}: ${what}`,
          path,
          body,
          refusedAt: refused ? pointerTo(named) : undefined,
        };
      }
    }
    if (!isObject(base)) continue;
    for (const name of ['noSuchField', 'constructor', 'toString'])
      yield { route, what: `the field ${name}`, path, body: json({ ...base, [name]: 1 }), refusedAt: `/${name}` };
    const proto = `{"__proto__":{"a":1},${json({ ...base, x: 1 }).slice(1)}`;
    yield { route, what: 'the field __proto__', path, body: proto, refusedAt: '' };
  }
}

// A UUID is an id of any kind.
const someId = '01926f3a-7c1e-7b54-9d0e-00000000ffff';

const exampleIds = ({ parameters }: Route): Readonly<Record<string, string>> =>
  Object.fromEntries(
    parameters
      .filter((one) => one.in === 'path')
      .map(({ name, example, schema }) => [
        name,
        String(example ?? schema?.example ?? (/level/i.test(name) ? 1 : someId)),
      ]),
  );

const wholeBodies = [
  ['null', 'null'],
  ['a list', '[[]]'],
  ['a number', '7'],
  ['a text', '"text"'],
] as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Place {
  readonly place: readonly (string | number)[];
  readonly schema: Schema;
}

const deepest = 6;

/** Every field of a body and the first item of every list. */
function* fieldsOf(
  given: Schema,
  document: Document,
  value: unknown,
  place: readonly (string | number)[] = [],
): Generator<Place> {
  const schema = resolve(given, document);
  if (place.length > 0) yield { place, schema };
  if (place.length >= deepest) return;
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    yield* fieldsOf(property, document, isObject(value) ? value[name] : undefined, [...place, name]);
  if (typeOf(schema) === 'array' && schema.items) yield* fieldsOf(schema.items, document, undefined, [...place, 0]);
}

/** The value with another one in that place; what is missing on the way is made. */
function withValue(value: unknown, [step, ...rest]: readonly (string | number)[], replacement: unknown): unknown {
  if (step === undefined) return replacement;
  if (typeof step === 'number') {
    const items = Array.isArray(value) ? [...value] : [];
    items[step] = withValue(items[step], rest, replacement);
    return items;
  }
  return {
    ...(isObject(value) ? value : {}),
    [step]: withValue(isObject(value) ? value[step] : undefined, rest, replacement),
  };
}

const pathOf = ({ path }: Route, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'none'));

const strangeIds = [
  [' ', true],
  ['\u200b', true],
  ['\u00a0\t', true],
  ['null', true],
  ['undefined', true],
  ['NaN', true],
  ['[object Object]', true],
  ['a\0b', true],
  ['x'.repeat(1_000), true],
  ["' OR '1'='1", false],
  ['constructor', false],
  ['__proto__', false],
  ['../../etc', false],
] as const;

function* hostilePaths(
  route: Route,
  values: Readonly<Record<string, string>>,
  base: unknown,
): Generator<HostileRequest> {
  for (const [, name = ''] of route.path.matchAll(/\{(\w+)\}/g)) {
    for (const [id, refused] of strangeIds) {
      const body = route.body ? { body: json(base) } : {};
      const refusedAt = refused ? `/path/${name}` : undefined;
      const path = pathOf(route, { ...values, [name]: id });
      yield { route, what: `the ${name} ${json(id.slice(0, 20))}`, path, refusedAt, ...body };
    }
    yield {
      route,
      what: `a ${name} that is no UTF-8`,
      path: pathOf(route, values).replace(encodeURIComponent(values[name] ?? 'none'), '%F0%28'),
    };
  }
}

const isTime = ({ name, schema }: Parameter): boolean =>
  schema?.format === 'date-time' || ((name === 'from' || name === 'to') && schema?.maxLength === 40);

function* hostileQueries(route: Route, path: string, parameter: Parameter, base: unknown): Generator<HostileRequest> {
  const { name, schema = {} } = parameter;
  const refusedAt = `/query/${name}`;
  const body = route.body ? { body: json(base ?? {}) } : {};
  const needed = route.parameters.filter((one) => one.in === 'query' && one.required && one.name !== name);
  const rest = needed.map((one) => `&${one.name}=${encodeURIComponent(String(one.example ?? one.schema?.example))}`);
  const send = (what: string, query: string) => ({ route, what, path: `${path}?${query}${rest.join('')}`, ...body });
  for (const { text, refused } of hostileTexts(schema, isTime(parameter))) {
    const request = send(`?${name}=${json(text.slice(0, 40))}`, `${name}=${encodeURIComponent(text)}`);
    yield refused ? { ...request, refusedAt } : request;
  }
  for (const query of [`${name}=a&${name}=b`, `${name}[x]=1`, `${name}=%F0%28`, name]) yield send(`?${query}`, query);
}
