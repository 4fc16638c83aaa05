import { Invalid } from '@harken/errors';
import { ApiParam } from '@nestjs/swagger';

export const calendarIdParam = ApiParam({
  name: 'calendarId',
  description: 'Its id: letters, digits, `.`, `_`, `-`.',
  example: 'support-berlin',
});

export function IsCalendarId(id: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u.test(id)) return;
  const detail = 'must be 1 to 100 letters, digits, dots, underscores or hyphens';
  throw new Invalid('request.invalid', `The calendar's id ${detail}.`, [
    { pointer: '/path/calendarId', code: 'wrong-format', detail },
  ]);
}
