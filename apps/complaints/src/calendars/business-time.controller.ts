import { Invalid } from '@harken/errors';
import { HttpResponse, NameParam, Roles, UnitOfWork } from '@harken/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readerRoles } from '../roles.ts';
import { businessCalendars } from './business-calendars.document.ts';
import { DueAtDto, DueAtQuery, OpenTimeDto, OpenTimeQuery } from './calendar.dto.ts';
import { getBusinessTime } from './calendar.queries.ts';
import { dueAt, elapsed } from './due-at.ts';
import { milliseconds } from './duration.ts';
import { openBetween } from './open-time.ts';

const CalendarId = () => NameParam(businessCalendars.definition.id);
const longestRange = 366 * 86_400_000;

@ApiTags('Calendars')
@Controller('v1/calendars/:calendarId')
export class BusinessTimeController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get('open-time')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'Count open time',
    description: 'When a calendar is open between two moments, holidays, exceptions and versions counted in.',
  })
  @ApiOkResponse({ description: 'The periods and their sum.', type: OpenTimeDto })
  async openTime(@CalendarId() id: string, @Query() query: OpenTimeQuery) {
    const [from, to] = [moment('from', query.from), moment('to', query.to)];
    if (to < from || to.getTime() - from.getTime() > longestRange)
      throw wrong('to', 'must lie after `from`, 366 days at most');
    const calendar = await getBusinessTime(this.unitOfWork.dataSource.manager, id);
    const periods = calendar.kind === 'wall' ? [{ from, to }] : openBetween(calendar, from, to);
    return HttpResponse.ok({ openSeconds: elapsed(from, to, calendar) / 1000, periods });
  }

  @Get('due-at')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'Find a deadline',
    description: 'When a duration is used up: hours and minutes of open time, or days of the calendar.',
  })
  @ApiOkResponse({ description: 'The moment.', type: DueAtDto })
  async dueAt(@CalendarId() id: string, @Query() { start: text, duration }: DueAtQuery) {
    const start = moment('start', text);
    if (milliseconds(duration) === null) throw wrong('duration', 'must be an ISO 8601 duration (PT2H, P3D)');
    const calendar = await getBusinessTime(this.unitOfWork.dataSource.manager, id);
    const due = dueAt(start, duration, calendar);
    return HttpResponse.ok({ dueAt: due, openSeconds: elapsed(start, due, calendar) / 1000 });
  }
}

function moment(name: string, text: string): Date {
  const read = new Date(text);
  if (read.getUTCFullYear() >= 1970 && read.getUTCFullYear() < 2200) return read;
  throw wrong(name, 'must be a time from 1970 to 2199');
}

function wrong(name: string, detail: string): Invalid {
  const error = { pointer: `/query/${name}`, code: 'wrong-format', detail };
  return new Invalid('request.invalid', 'The question cannot be answered.', [error]);
}
