import { applyDecorators } from '@nestjs/common';
import { IsISO8601, Matches } from 'class-validator';

/** RFC 3339: ISO 8601 knows weeks and days of the year, which no database takes. */
export const IsTime = (): PropertyDecorator =>
  applyDecorators(
    IsISO8601({ strict: true, strictSeparator: true }),
    Matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/, { message: 'must be a time with its offset, RFC 3339' }),
  );
