import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, Matches, ValidateNested } from 'class-validator';

export class IntervalDto {
  @ApiProperty({ description: 'When it begins, by the clock on the wall.', example: '09:00' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'must be a time from 00:00 to 23:59' })
  from!: string;

  @ApiProperty({
    description: 'When it ends; earlier than `from`: on the next day. `24:00` is midnight.',
    example: '12:30',
  })
  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { message: 'must be a time from 00:00 to 24:00' })
  to!: string;
}

export const intervals = (): PropertyDecorator => (target, name) => {
  for (const decorate of [
    IsOptional(),
    IsArray(),
    ArrayMaxSize(50),
    ValidateNested({ each: true }),
    Type(() => IntervalDto),
  ])
    decorate(target, name as string);
};

const openOn = (weekday: string) => ApiPropertyOptional({ description: `Open on ${weekday}.`, type: [IntervalDto] });

export class WeekDto {
  @openOn('Mondays')
  @intervals()
  monday?: IntervalDto[];

  @openOn('Tuesdays')
  @intervals()
  tuesday?: IntervalDto[];

  @openOn('Wednesdays')
  @intervals()
  wednesday?: IntervalDto[];

  @openOn('Thursdays')
  @intervals()
  thursday?: IntervalDto[];

  @openOn('Fridays')
  @intervals()
  friday?: IntervalDto[];

  @openOn('Saturdays')
  @intervals()
  saturday?: IntervalDto[];

  @openOn('Sundays')
  @intervals()
  sunday?: IntervalDto[];
}
