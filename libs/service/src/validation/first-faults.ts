import { FieldErrors } from '@harken/errors';
import { unknownField } from './dto-faults.ts';
import { type PropertySchema, propertiesOf } from './dto-schema.ts';
import type { DtoClass } from './value-rules.ts';

interface Bounds {
  readonly type?: string;
  readonly items?: PropertySchema['schema'];
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly maxProperties?: number;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Lists, maps and texts beyond their bounds. It comes before any other check, so that none of them works through more
 * than the bounds allow.
 */
export function firstFaults(dto: DtoClass, value: object, root: string): FieldErrors {
  const errors = new FieldErrors(root);
  checkObject(dto, value as Record<string, unknown>, errors);
  return errors;
}

function checkObject(dto: DtoClass, value: Readonly<Record<string, unknown>>, errors: FieldErrors): void {
  const properties = propertiesOf(dto.prototype);
  for (const name of Object.keys(value)) {
    if (errors.full) return;
    const property = properties.get(name);
    if (property) checkValue(property.schema, value[name], errors.at(name));
    // What every object has by its prototype is overlooked in silence; class-validator finds the other unknown ones.
    else if (name in Object.prototype) errors.at(name).add('unknown-field', unknownField('').detail);
  }
}

function checkValue(schema: PropertySchema['schema'], value: unknown, errors: FieldErrors): void {
  if (typeof schema === 'function') {
    if (isObject(value)) checkObject((schema as () => DtoClass)(), value, errors);
    return;
  }
  const { type, items, maxItems, maxLength, maxProperties } = schema as Bounds;
  if (typeof value === 'string') {
    // A character may be two units; the check of the property counts characters.
    const long = maxLength !== undefined && value.length > 2 * maxLength;
    errors.addIf(long, 'wrong-length', `must not have more than ${maxLength} characters`);
  } else if (Array.isArray(value) && items !== undefined) {
    const long = maxItems !== undefined && value.length > maxItems;
    if (long) errors.add('wrong-length', `must not have more than ${maxItems} items`);
    else for (const [index, item] of value.entries()) if (!errors.full) checkValue(items, item, errors.at(index));
  } else if (isObject(value) && type !== 'object') {
    // class-transformer would call it.
    errors.addIf(Object.hasOwn(value, 'constructor'), 'wrong-type', `must be of the type ${type ?? 'text'}`);
  } else if (isObject(value) && maxProperties !== undefined) {
    const large = Object.keys(value).length > maxProperties;
    errors.addIf(large, 'invalid', `must not have more than ${maxProperties} fields`);
  }
}
