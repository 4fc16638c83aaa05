import { NotFound } from '@harken/errors';
import { ApiPage, handlerAndUp, pageOf, Roles, readCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { openAlertsAt } from '../alerts/alert.queries.ts';
import type { PublishedTouchpoint } from '../map/flatten-journey.ts';
import { findTouchpoint, listTouchpoints } from '../map/touchpoint.queries.ts';
import { TouchpointPath } from '../map/touchpoint-path.dto.ts';
import { monitorsAt } from '../monitors/monitor.queries.ts';
import { standardsAt } from '../standards/standard.queries.ts';
import { TouchpointDto, TouchpointsQuery, touchpointDto } from './touchpoint.dto.ts';

@ApiTags('Touchpoints')
@Controller('v1/touchpoints')
export class TouchpointsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'List the touchpoints',
    description: 'Those of all journeys in effect, flat and by id, each with its path, standards, monitors and health.',
  })
  @ApiPage(TouchpointDto)
  async list(@Query() { limit, cursor, ...filter }: TouchpointsQuery) {
    const [after] = readCursor(cursor) ?? [null];
    const rows = await listTouchpoints(
      this.unitOfWork.dataSource,
      filter,
      after === null ? null : String(after),
      limit,
    );
    const page = pageOf(rows, limit, ({ id }) => [id]);
    return { items: await this.withHealth(page.items), next: page.next };
  }

  @Get(':id')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'Read a touchpoint',
    description: 'Its place in the map, its standards, its monitors and how it is.',
  })
  @ApiOkResponse({ description: 'The touchpoint.', type: TouchpointDto })
  async get(@Param() { id }: TouchpointPath) {
    const touchpoint = await findTouchpoint(this.unitOfWork.dataSource, id);
    if (!touchpoint) throw new NotFound('touchpoint', id);
    return (await this.withHealth([touchpoint]))[0];
  }

  private async withHealth(touchpoints: readonly PublishedTouchpoint[]): Promise<TouchpointDto[]> {
    const ids = touchpoints.map(({ id }) => id);
    const [standards, monitors, alerts] = await Promise.all([
      standardsAt(this.unitOfWork.dataSource, ids),
      monitorsAt(this.unitOfWork.dataSource, ids),
      openAlertsAt(this.unitOfWork.dataSource, ids),
    ]);
    return touchpoints.map((touchpoint) => touchpointDto(touchpoint, { standards, monitors, alerts }));
  }
}
