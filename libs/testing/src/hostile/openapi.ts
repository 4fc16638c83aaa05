/** The parts of an OpenAPI document that requests are made from. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly example?: unknown;
  readonly default?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly 'x-roles'?: readonly string[];
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** One operation, with the schema of its JSON body. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly role: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
}

export const routesOf = ({ paths }: Document): Route[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const [role] = operation['x-roles'] ?? [];
      if (!role || !path.startsWith('/v1/')) return [];
      const body = operation.requestBody?.content?.['application/json']?.schema;
      return [{ method: method.toUpperCase(), path, role, parameters: operation.parameters ?? [], body }];
    }),
  );

/** The schema behind `$ref`, a lone `allOf`, or a choice between one schema and null. */
export function resolve(schema: Schema, document: Document): Schema {
  const { $ref: reference, allOf, oneOf, anyOf, ...own } = schema;
  const named = reference && document.components?.schemas?.[reference.split('/').at(-1) ?? ''];
  const choices = (oneOf ?? anyOf ?? allOf ?? []).filter(({ type }) => type !== 'null');
  const target = named || (choices.length === 1 ? choices[0] : undefined);
  if (!target) return schema;
  const nullable = (oneOf ?? anyOf ?? []).some(({ type }) => type === 'null');
  return { ...resolve(target, document), ...own, ...(nullable && { nullable }) };
}

/** A value that the schema describes: its example, or made of those of its parts. Required fields only, and `also`. */
export function exampleOf(given: Schema, document: Document): unknown {
  const schema = resolve(given, document);
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice) return exampleOf(choice, document);
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  switch (typeOf(schema)) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {}, document)]),
      );
    case 'array':
      return schema.items ? [exampleOf(schema.items, document)] : [];
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    default:
      return 'text';
  }
}

export function typeOf({ type, properties, items }: Schema): string | undefined {
  const named = typeof type === 'string' ? type : type?.find((one) => one !== 'null');
  return named ?? (properties ? 'object' : items ? 'array' : undefined);
}

export const takesNull = ({ nullable, type, enum: values }: Schema): boolean =>
  nullable === true || (Array.isArray(type) && type.includes('null')) || values?.includes(null) === true;
