import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { ClockDto } from '../../complaint/response/complaint.dto.ts';
import { countedReasons, uncountedReasons } from '../../complaint/sla/explain-clock.ts';

export class CycleQuery {
  @ApiPropertyOptional({ description: 'The cycle; the latest without it.', type: 'integer', example: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(32767)
  cycle?: number;
}

class ClockIntervalDto {
  @ApiProperty({ description: 'From when.', format: 'date-time', example: '2026-03-02T09:00:00.000Z' })
  from!: Date;
  @ApiProperty({ description: 'Until when.', format: 'date-time', example: '2026-03-02T17:00:00.000Z' })
  to!: Date;
  @ApiProperty({ description: 'Whether the clock ran.', example: true })
  counted!: boolean;
  @ApiProperty({
    description: 'Why it did or did not.',
    enum: [...countedReasons, ...uncountedReasons],
    example: 'open_hours',
  })
  why!: string;
  @ApiPropertyOptional({
    description: 'The holiday or exception; of a pause `cap_reached` where the clock ran again by itself.',
    example: 'New Year',
  })
  detail?: string;
  @ApiProperty({ description: 'Whether it lies ahead: then it may still change.', example: false })
  ahead!: boolean;
}

export class ClockExplanationDto extends ClockDto {
  @ApiProperty({
    description: 'By the time of the database.',
    format: 'date-time',
    example: '2026-03-02T12:00:00.000Z',
  })
  now!: Date;
  @ApiProperty({ description: 'Time used until now, or until it stopped.', example: 10800 })
  countedSeconds!: number;
  @ApiProperty({ description: 'Time until now that did not count.', example: 57600 })
  notCountedSeconds!: number;
  @ApiProperty({ description: 'In order, without gaps.', type: [ClockIntervalDto] })
  intervals!: ClockIntervalDto[];
  @ApiProperty({ description: 'Whether there are more than can be shown.', example: false })
  truncated!: boolean;
}
