import { NotFound } from '@harken/errors';
import { ApiPage, handlerAndUp, pageOf, Requests, Roles, readCursor } from '@harken/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { openAlertsAt } from '../alerts/alert.queries.ts';
import type { PlacedTouchpoint } from '../map/flatten-journey.ts';
import { findPlace, listPlaces } from '../map/touchpoint.queries.ts';
import { monitorsAt } from '../monitors/monitor.queries.ts';
import { standardsAt } from '../standards/standard.queries.ts';
import { TouchpointDto, TouchpointPath, TouchpointsQuery, touchpointDto } from './touchpoint.dto.ts';

@ApiTags('Touchpoints')
@Controller('v1/touchpoints')
export class TouchpointsController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'List the touchpoints',
    description: 'Those of all journeys in effect, flat and by id, each with its path, standards, monitors and health.',
  })
  @ApiPage(TouchpointDto)
  async list(@Query() { limit, cursor, ...filter }: TouchpointsQuery) {
    const [after] = readCursor(cursor) ?? [null];
    const rows = await listPlaces(this.requests.dataSource, filter, after === null ? null : String(after), limit);
    const page = pageOf(rows, limit, ({ id }) => [id]);
    return { items: await this.withWatch(page.items), next: page.next };
  }

  @Get(':id')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'Read a touchpoint',
    description: 'Its place in the map, its standards, its monitors and how it is.',
  })
  @ApiOkResponse({ description: 'The touchpoint.', type: TouchpointDto })
  async get(@Param() { id }: TouchpointPath) {
    const place = await findPlace(this.requests.dataSource, id);
    if (!place) throw new NotFound('touchpoint', id);
    return (await this.withWatch([place]))[0];
  }

  private async withWatch(places: readonly PlacedTouchpoint[]): Promise<TouchpointDto[]> {
    const ids = places.map(({ id }) => id);
    const [standards, monitors, alerts] = await Promise.all([
      standardsAt(this.requests.dataSource, ids),
      monitorsAt(this.requests.dataSource, ids),
      openAlertsAt(this.requests.dataSource, ids),
    ]);
    return places.map((place) => touchpointDto(place, { standards, monitors, alerts }));
  }
}
