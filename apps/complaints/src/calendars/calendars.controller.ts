import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  IfMatch,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { policyAdmins, readerRoles } from '../roles.ts';
import { CalendarBody } from './calendar.dto.ts';
import { getCalendar, listCalendars, listVersions } from './calendar.queries.ts';
import { calendarIdParam, IsCalendarId } from './calendar-id.dto.ts';
import { CalendarDto } from './calendar-reply.dto.ts';
import { publishCalendar } from './publish-calendar.use-case.ts';

@ApiTags('Calendars')
@Controller('v1/calendars')
export class CalendarsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put(':calendarId')
  @Roles(...policyAdmins)
  @calendarIdParam
  @ApiOperation({
    summary: 'Publish a business calendar',
    description: 'The whole calendar, as a new version that holds from its date on. What was counted before stays.',
  })
  @ApiOkResponse({ description: 'The calendar.', type: CalendarDto })
  publish(
    @Param('calendarId') id: string,
    @Body() { effectiveFrom, holidays, publicHolidays, exceptions, ...body }: CalendarBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    IsCalendarId(id);
    const place = publicHolidays ? { ...publicHolidays, types: publicHolidays.types ?? ['public' as const] } : null;
    const hours = { ...body, holidays: holidays ?? [], publicHolidays: place, exceptions: exceptions ?? [] };
    const from = effectiveFrom === undefined ? undefined : new Date(effectiveFrom);
    return this.unitOfWork.transaction(async (tx) => {
      const command = { id, hours, effectiveFrom: from, expectedVersion, actor: actor.name };
      const published = await publishCalendar(command, tx);
      return HttpResponse.ok(published).etag(published.version);
    });
  }

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'List business calendars', description: 'By id, each as it was published last.' })
  @ApiPage(CalendarDto)
  async list(@Query() { limit, cursor }: PageQuery) {
    const calendars = await listCalendars(this.unitOfWork.dataSource, String(readCursor(cursor)?.[0] ?? ''), limit + 1);
    return pageOf(calendars, limit, ({ id }) => [id]);
  }

  @Get(':calendarId')
  @Roles(...readerRoles)
  @calendarIdParam
  @ApiOperation({ summary: 'Read a business calendar', description: 'As it was published last.' })
  @ApiOkResponse({ description: 'The calendar.', type: CalendarDto })
  async read(@Param('calendarId') id: string) {
    IsCalendarId(id);
    const calendar = await getCalendar(this.unitOfWork.dataSource, id);
    return HttpResponse.ok(calendar).etag(calendar.version);
  }

  @Get(':calendarId/versions')
  @Roles(...readerRoles)
  @calendarIdParam
  @ApiOperation({ summary: 'List the versions of a business calendar', description: 'All of them, newest first.' })
  @ApiPage(CalendarDto)
  async versions(@Param('calendarId') id: string, @Query() { limit, cursor }: PageQuery) {
    IsCalendarId(id);
    const newest = await getCalendar(this.unitOfWork.dataSource, id);
    const before = Number(readCursor(cursor)?.[0] ?? newest.version + 1);
    const versions = await listVersions(this.unitOfWork.dataSource, id, before, limit + 1);
    return pageOf(versions, limit, ({ version }) => [version]);
  }
}
