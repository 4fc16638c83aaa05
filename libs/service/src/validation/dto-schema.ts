import type { DtoClass } from './value-rules.ts';

export interface PropertySchema {
  /** A class, alone or under `items`, stands for its own schema. */
  readonly schema: object | (() => DtoClass);
  readonly nullable: boolean;
  readonly required: boolean;
}

const key = Symbol('dto-schema');

/** Remembers the schema of a property with its class. */
export const keepSchema =
  (schema: PropertySchema): PropertyDecorator =>
  (target, name) => {
    const own = Object.hasOwn(target, key) ? (Reflect.get(target, key) as Map<string, PropertySchema>) : new Map();
    Object.defineProperty(target, key, { value: own.set(String(name), schema), configurable: true });
  };

/** The properties of a class and of those it extends. */
export function propertiesOf(prototype: object | null): Map<string, PropertySchema> {
  if (prototype === null || prototype === Object.prototype) return new Map();
  const inherited = propertiesOf(Object.getPrototypeOf(prototype));
  const own = Object.hasOwn(prototype, key) ? (Reflect.get(prototype, key) as Map<string, PropertySchema>) : [];
  return new Map([...inherited, ...own]);
}

export const propertyNames = (dto: DtoClass): string[] => [...propertiesOf(dto.prototype).keys()];

/**
 * The JSON Schema of a DTO class, for `checkerOf` where a route is too hot for class-validator: it takes and refuses
 * what the class does, and leaves every value as it came (no ids in small letters, no defaults).
 */
export function toAjvSchema(dto: DtoClass): object {
  const definitions = new Map<DtoClass, { name: string; schema?: object }>();

  function referenceTo(nested: DtoClass): object {
    const known = definitions.get(nested);
    if (known) return { $ref: `#/$defs/${known.name}` };
    const definition: { name: string; schema?: object } = { name: `${nested.name}-${definitions.size}` };
    definitions.set(nested, definition);
    definition.schema = objectSchema(nested);
    return { $ref: `#/$defs/${definition.name}` };
  }

  /** In the schema itself, not beside it in an `anyOf`: that would find a second fault in all that is not null. */
  function orNull(schema: object | (() => DtoClass)): object {
    if (typeof schema === 'function') return orNull(objectSchema((schema as () => DtoClass)()));
    const one = resolved(schema) as { readonly type?: string; readonly enum?: readonly unknown[] };
    return one.enum ? { ...one, enum: [...one.enum, null] } : { ...one, type: [one.type, 'null'] };
  }

  function resolved(schema: object | (() => DtoClass)): object {
    if (typeof schema === 'function') return referenceTo((schema as () => DtoClass)());
    if (!('items' in schema)) return schema;
    return { ...schema, items: resolved(schema.items as object | (() => DtoClass)) };
  }

  function objectSchema(of: DtoClass): object {
    const properties = propertiesOf(of.prototype);
    if (properties.size === 0) throw new TypeError(`${of.name} has no property of a decorator of this library.`);
    const entries = [...properties].map(([name, { schema, nullable }]) => {
      return [name, nullable ? orNull(schema) : resolved(schema)];
    });
    return {
      type: 'object',
      properties: Object.fromEntries(entries),
      required: [...properties].filter(([, { required }]) => required).map(([name]) => name),
      additionalProperties: false,
    };
  }

  const root = objectSchema(dto);
  const defs = Object.fromEntries([...definitions.values()].map(({ name, schema }) => [name, schema]));
  return definitions.size > 0 ? { ...root, $defs: defs } : root;
}
