import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsDefined,
  IsIn,
  IsObject,
  IsOptional,
  IsRFC3339,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { type HolidayKind, holidayKinds } from './business-calendar.ts';
import { IntervalDto, intervals, WeekDto } from './week.dto.ts';

const date = /^\d{4}-\d{2}-\d{2}$/;

export class HolidayDto {
  @ApiProperty({ description: 'The day, or month and day for every year.', example: '12-24' })
  @Matches(/^(\d{4}-)?\d{2}-\d{2}$/, { message: 'must be YYYY-MM-DD or MM-DD' })
  date!: string;

  @ApiPropertyOptional({ description: 'What is celebrated.', example: 'Christmas Eve' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;
}

export class PublicHolidaysDto {
  @ApiProperty({ description: 'The country, ISO 3166-1.', example: 'DE' })
  @IsString()
  @Length(1, 10)
  country!: string;

  @ApiPropertyOptional({ description: 'A part of it, ISO 3166-2 without the country.', example: 'BY' })
  @IsOptional()
  @IsString()
  @Length(1, 10)
  state?: string;

  @ApiPropertyOptional({ description: 'A part of the state.', example: 'A' })
  @IsOptional()
  @IsString()
  @Length(1, 20)
  region?: string;

  @ApiPropertyOptional({
    description: 'Which kinds of holidays close.',
    enum: holidayKinds,
    isArray: true,
    default: ['public'],
    example: ['public'],
  })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(holidayKinds.length)
  @IsIn(holidayKinds, { each: true })
  types?: HolidayKind[];
}

export class CalendarExceptionDto {
  @ApiProperty({ description: 'The day, or the first of several.', example: '2026-12-27' })
  @Matches(date, { message: 'must be YYYY-MM-DD' })
  date!: string;

  @ApiPropertyOptional({ description: 'The last of several days.', example: '2026-12-31' })
  @IsOptional()
  @Matches(date, { message: 'must be YYYY-MM-DD' })
  until?: string;

  @ApiPropertyOptional({ description: 'Instead of the usual hours; none: closed all day.', type: [IntervalDto] })
  @intervals()
  hours?: IntervalDto[];

  @ApiPropertyOptional({ description: 'Open besides the usual hours, also on a holiday.', type: [IntervalDto] })
  @intervals()
  extra?: IntervalDto[];

  @ApiPropertyOptional({ description: 'Closed within the usual hours.', type: [IntervalDto] })
  @intervals()
  closed?: IntervalDto[];

  @ApiPropertyOptional({ description: 'Why.', example: 'Stocktaking' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  reason?: string;
}

export class CalendarBody {
  @ApiProperty({ description: 'For people.', example: 'Support, Berlin' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({ description: 'The IANA time zone of its times.', example: 'Europe/Berlin' })
  @IsString()
  @Length(1, 100)
  zone!: string;

  @ApiProperty({ description: 'The usual hours; a weekday without any is closed.', type: WeekDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => WeekDto)
  week!: WeekDto;

  @ApiPropertyOptional({ description: "The company's own holidays.", type: [HolidayDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => HolidayDto)
  holidays?: HolidayDto[];

  @ApiPropertyOptional({
    description: 'The holidays of a place; half holidays close nothing.',
    type: PublicHolidaysDto,
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PublicHolidaysDto)
  publicHolidays?: PublicHolidaysDto;

  @ApiPropertyOptional({
    description: 'Days that are not as usual; stronger than holidays.',
    type: [CalendarExceptionDto],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => CalendarExceptionDto)
  exceptions?: CalendarExceptionDto[];

  @ApiPropertyOptional({
    description: 'From when it holds; now without it. It replaces what was to hold from then on.',
    example: '2026-06-01T00:00:00.000+02:00',
  })
  @IsOptional()
  @IsRFC3339()
  effectiveFrom?: string;
}
