import type { OpenApiDocument, Schema } from './openapi-types.ts';

const nothing = Symbol('no example');

const resolved = (schema: Schema, document: OpenApiDocument): Schema => {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name ? (document.components?.schemas?.[name] ?? schema) : schema;
};

/** The example that a schema gives, put together from its parts; undefined when a part has none. */
export function exampleOf(schema: Schema, document: OpenApiDocument): { readonly value: unknown } | undefined {
  const value = build(schema, document, 0);
  return value === nothing ? undefined : { value };
}

function build(given: Schema, document: OpenApiDocument, depth: number): unknown {
  const schema = resolved(given, document);
  for (const each of [given, schema]) {
    if (each.example !== undefined) return each.example;
    if (Array.isArray(each.examples) && each.examples.length > 0) return each.examples[0];
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum && schema.enum.length > 0) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  if (depth > 8) return nothing;
  if (schema.allOf) return merged(schema.allOf, document, depth);
  const branch = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (branch) return build(branch, document, depth + 1);
  if (schema.properties) return objectOf(schema.properties, document, depth);
  if (schema.items) {
    const item = build(schema.items, document, depth + 1);
    return item === nothing ? nothing : [item];
  }
  if (schema.type === 'boolean') return true;
  if (schema.type === 'null') return null;
  return nothing;
}

function objectOf(properties: Record<string, Schema>, document: OpenApiDocument, depth: number): unknown {
  const entries = Object.entries(properties).map(
    ([name, property]) => [name, build(property, document, depth + 1)] as const,
  );
  return entries.some(([, value]) => value === nothing) ? nothing : Object.fromEntries(entries);
}

function merged(parts: readonly Schema[], document: OpenApiDocument, depth: number): unknown {
  const values = parts.map((part) => build(part, document, depth + 1));
  if (values.some((value) => value === nothing)) return nothing;
  return values.length === 1 ? values[0] : Object.assign({}, ...values);
}
