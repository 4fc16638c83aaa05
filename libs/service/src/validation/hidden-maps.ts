import { type PropertySchema, propertiesOf } from './dto-schema.ts';
import type { DtoClass } from './value-rules.ts';

/** A map with names of somebody else's choice, which class-transformer must not look into. */
export class HiddenMap {
  readonly #map: object;

  constructor(map: object) {
    this.#map = map;
  }

  get map(): object {
    return this.#map;
  }
}

/** The value as it came. */
export const shown = (value: unknown): unknown => (value instanceof HiddenMap ? value.map : value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of a body in which maps are hidden: class-transformer takes a field named `constructor` for a class. */
export function withHiddenMaps(dto: DtoClass, body: object): object {
  const properties = propertiesOf(dto.prototype);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, hidden(properties.get(name)?.schema, value)]),
  );
}

function hidden(schema: PropertySchema['schema'] | undefined, value: unknown): unknown {
  if (typeof schema === 'function')
    return isObject(value) ? withHiddenMaps((schema as () => DtoClass)(), value) : value;
  const { items } = (schema ?? {}) as { readonly items?: PropertySchema['schema'] };
  if (Array.isArray(value)) return value.map((item) => hidden(items, item));
  return isObject(value) ? new HiddenMap(value) : value;
}
