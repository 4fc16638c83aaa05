import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const from = '2026-03-01T00:00:00.000Z';
const to = '2026-03-31T00:00:00.000Z';
export const countOf = (description: string, example: number) => ApiProperty({ description, type: 'integer', example });
export const ruleOf = (description: string) =>
  ApiProperty({ description, type: 'string', nullable: true, example: 'handover-defects' });
export const periodStart = ApiPropertyOptional({
  description: 'Opened at or after; thirty days before `to` unless given.',
  format: 'date-time',
  example: from,
});
export const periodEnd = ApiPropertyOptional({
  description: 'Opened before; now unless given.',
  format: 'date-time',
  example: to,
});
export const limitOf = (maximum: number, usual: number) =>
  ApiPropertyOptional({
    ...{ description: 'How many complaints at most, the newest first.', type: 'integer', minimum: 1, maximum },
    ...{ default: usual, example: usual },
  });

/** The period that was evaluated. */
export class PeriodDto {
  @ApiProperty({ description: 'Opened at or after.', format: 'date-time', example: from })
  from!: Date;
  @ApiProperty({ description: 'Opened before.', format: 'date-time', example: to })
  to!: Date;
}
