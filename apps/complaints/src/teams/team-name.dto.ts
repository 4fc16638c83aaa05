import { Invalid } from '@harken/errors';
import { ApiParam } from '@nestjs/swagger';

export const TeamIdParam = () =>
  ApiParam({ name: 'teamId', description: 'Its id: letters, digits, `.`, `_`, `-`.', example: 'after-sales' });

/** Team ids are part of URLs and rules. */
export function IsTeamName(id: string, parameter = 'teamId'): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u.test(id)) return;
  const detail = 'must be 1 to 100 letters, digits, dots, underscores or hyphens';
  throw new Invalid('request.invalid', `The ${parameter} ${detail}.`, [
    { pointer: `/path/${parameter}`, code: 'wrong-format', detail },
  ]);
}
