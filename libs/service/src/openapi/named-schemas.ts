import { isDeepStrictEqual } from 'node:util';
import { type MediaType, type OpenApiDocument, operationsOf, type Schema } from './openapi-types.ts';

/** What stands below these is data, not schema. */
const dataKeys = new Set(['example', 'examples', 'default', 'const', 'enum', 'discriminator']);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const referenceTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/**
 * Gives every object schema with a `title` a place of its own among the components, under that title: a schema that is
 * written as JSON Schema (TypeBox) has a name for generated clients then, as classes have.
 */
export function nameTitledSchemas(document: OpenApiDocument): void {
  const schemas: Record<string, Schema> = {};

  function named<T>(value: T): T {
    if (Array.isArray(value)) return value.map(named) as T;
    if (!isObject(value)) return value;
    const schema = withoutPatterns(
      Object.fromEntries(
        Object.entries(value).map(([key, part]) => [key, dataKeys.has(key) ? part : named(part)]),
      ) as Schema,
    );
    const { title } = schema;
    if (typeof title !== 'string' || !schema.properties) return schema as T;
    if (schemas[title] && !isDeepStrictEqual(schemas[title], schema))
      throw new TypeError(`Two different schemas have the title ${title}.`);
    schemas[title] = schema;
    return referenceTo(title) as T;
  }

  const own = Object.entries(document.components?.schemas ?? {}).map(([name, { title, ...schema }]) => {
    return [name, { ...(named(schema) as Schema), ...(title !== undefined && { title }) }] as const;
  });
  for (const content of contentsOf(document)) content.schema = named(content.schema as Schema);
  document.components = { ...document.components, schemas: { ...Object.fromEntries(own), ...schemas } };
}

/** Generators do not read `patternProperties`: a map whose keys follow one pattern says so by `propertyNames`. */
function withoutPatterns({ patternProperties, ...schema }: Schema): Schema {
  const patterns = Object.entries((patternProperties ?? {}) as Record<string, Schema>);
  const [[pattern, values] = []] = patterns;
  if (pattern === undefined || patterns.length > 1 || schema.properties)
    return patternProperties === undefined ? schema : { ...schema, patternProperties };
  const anything = /^\^?(\.\*)?\$?$/.test(pattern);
  return { ...schema, ...(!anything && { propertyNames: { pattern } }), additionalProperties: values };
}

/** Bodies and answers that have a schema. */
const contentsOf = (document: OpenApiDocument): MediaType[] =>
  operationsOf(document).flatMap(({ operation }) =>
    [operation.requestBody?.content, ...Object.values(operation.responses).map(({ content }) => content)].flatMap(
      (content) => Object.values(content ?? {}).filter(({ schema }) => schema),
    ),
  );

/** The places of objects without a name, and of unions that a client cannot tell apart. Generated clients would have to invent names. */
export function unnamedSchemas(document: OpenApiDocument): string[] {
  const found: string[] = [];

  function look(schema: Schema, place: string): void {
    if (schema.$ref) return;
    if (schema.properties) found.push(`${place}: an object without a name`);
    for (const [key, each] of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].entries())
      look(each, `${place}/${key}`);
    const references = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].filter(({ $ref }) => $ref);
    if (references.length > 1 && !schema.discriminator) found.push(`${place}: a union without a discriminator`);
    if (schema.items) look(schema.items, `${place}[]`);
    if (isObject(schema.additionalProperties)) look(schema.additionalProperties as Schema, `${place}{}`);
  }

  for (const { place, operation } of operationsOf(document)) {
    const answers = Object.entries(operation.responses).map(([status, { content }]) => [status, content] as const);
    for (const [what, content] of [['body', operation.requestBody?.content] as const, ...answers])
      for (const { schema } of Object.values(content ?? {})) if (schema) look(schema, `${place} ${what}`);
  }
  for (const [name, { allOf = [], ...schema }] of Object.entries(document.components?.schemas ?? {}))
    for (const part of [schema, ...allOf]) {
      const { properties = {}, ...rest } = part as Schema;
      look(rest, name);
      for (const [property, each] of Object.entries(properties)) look(each, `${name}.${property}`);
    }
  return found;
}
