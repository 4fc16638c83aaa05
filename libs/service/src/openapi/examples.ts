import type { OpenApiDocument, Schema } from './openapi-types.ts';

const noExample = Symbol('no example');

const resolveRef = (schema: Schema, document: OpenApiDocument): Schema => {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name ? (document.components?.schemas?.[name] ?? schema) : schema;
};

/** An example built from the examples of the schema and its parts; undefined when a part has none. */
export function exampleOf(schema: Schema, document: OpenApiDocument): { readonly value: unknown } | undefined {
  const value = buildExample(schema, document, 0);
  return value === noExample ? undefined : { value };
}

function buildExample(given: Schema, document: OpenApiDocument, depth: number): unknown {
  const schema = resolveRef(given, document);
  for (const each of [given, schema]) {
    if (each.example !== undefined) return each.example;
    if (Array.isArray(each.examples) && each.examples.length > 0) return each.examples[0];
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum && schema.enum.length > 0) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  if (depth > 8) return noExample;
  if (schema.allOf) return mergedExample(schema.allOf, document, depth);
  const branch = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (branch) return buildExample(branch, document, depth + 1);
  if (schema.properties) return objectExample(schema.properties, document, depth);
  if (schema.items) {
    const item = buildExample(schema.items, document, depth + 1);
    return item === noExample ? noExample : [item];
  }
  if (schema.type === 'boolean') return true;
  if (schema.type === 'null') return null;
  return noExample;
}

function objectExample(properties: Record<string, Schema>, document: OpenApiDocument, depth: number): unknown {
  const entries = Object.entries(properties).map(
    ([name, property]) => [name, buildExample(property, document, depth + 1)] as const,
  );
  return entries.some(([, value]) => value === noExample) ? noExample : Object.fromEntries(entries);
}

function mergedExample(parts: readonly Schema[], document: OpenApiDocument, depth: number): unknown {
  const values = parts.map((part) => buildExample(part, document, depth + 1));
  if (values.some((value) => value === noExample)) return noExample;
  return values.length === 1 ? values[0] : Object.assign({}, ...values);
}
