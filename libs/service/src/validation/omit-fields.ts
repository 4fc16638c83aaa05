import type { Type } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { keepSchema, propertiesOf } from './dto-schema.ts';

/** A body with all fields of another but these. Swagger's OmitType alone would lose what this library knows of a field. */
export function OmitFields<T, Field extends keyof T>(
  dto: Type<T>,
  names: readonly Field[],
): Type<Omit<T, (typeof names)[number]>> {
  const Omitted = OmitType(dto, names);
  for (const [name, schema] of propertiesOf(dto.prototype as object)) {
    if (!names.some((omitted) => omitted === name)) keepSchema(schema)(Omitted.prototype, name);
  }
  return Omitted;
}
