import { ApiProperty } from '@nestjs/swagger';
import { CalendarExceptionDto, HolidayDto, PublicHolidaysDto } from './calendar.dto.ts';
import { WeekDto } from './week.dto.ts';

export class CalendarDto {
  @ApiProperty({ description: 'Its id.', example: 'support-berlin' })
  id!: string;
  @ApiProperty({ description: 'Grows with each publication; the ETag.', type: 'integer', example: 2 })
  version!: number;
  @ApiProperty({ description: 'From when this version holds.', example: '2026-05-31T22:00:00.000Z' })
  effectiveFrom!: Date;
  @ApiProperty({ description: 'For people.', example: 'Support, Berlin' })
  name!: string;
  @ApiProperty({ description: 'The IANA time zone of its times.', example: 'Europe/Berlin' })
  zone!: string;
  @ApiProperty({ description: 'The usual hours.', type: WeekDto })
  week!: WeekDto;
  @ApiProperty({ description: "The company's own holidays.", type: [HolidayDto] })
  holidays!: HolidayDto[];
  @ApiProperty({
    description: 'The holidays of a place.',
    nullable: true,
    type: PublicHolidaysDto,
    example: { country: 'DE', state: 'BE', types: ['public'] },
  })
  publicHolidays!: PublicHolidaysDto | null;
  @ApiProperty({ description: 'Days that are not as usual.', type: [CalendarExceptionDto] })
  exceptions!: CalendarExceptionDto[];
  @ApiProperty({ description: 'When it was published.', example: '2026-03-02T09:00:00.000Z' })
  publishedAt!: Date;
  @ApiProperty({ description: 'Who published it.', example: 'acme' })
  publishedBy!: string;
}

export class OpenPeriodDto {
  @ApiProperty({ description: 'When it opens.', example: '2026-03-02T08:00:00.000Z' })
  from!: Date;
  @ApiProperty({ description: 'When it closes.', example: '2026-03-02T11:00:00.000Z' })
  to!: Date;
}

export class OpenTimeDto {
  @ApiProperty({ description: 'Open time between the two moments, in seconds.', type: 'number', example: 25200 })
  openSeconds!: number;
  @ApiProperty({ description: 'When it is open between them, in order.', type: [OpenPeriodDto] })
  periods!: OpenPeriodDto[];
}

export class DueAtDto {
  @ApiProperty({ description: 'When the duration is used up.', example: '2026-03-02T13:00:00.000Z' })
  dueAt!: Date;
  @ApiProperty({ description: 'Open time until then, in seconds.', type: 'number', example: 7200 })
  openSeconds!: number;
}
