import { nameOf } from '@harken/contracts';
import {
  type Actor,
  ApiPage,
  CurrentActor,
  DtoBody,
  HttpResponse,
  handlerAndUp,
  IfMatch,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MonitorBody, MonitorDto, MonitorPath, MonitorsQuery, monitorContent, monitorDto } from '../monitor.dto.ts';
import { findMonitor, listMonitors } from '../monitor.queries.ts';
import { deleteMonitor } from './delete-monitor.use-case.ts';
import { putMonitor } from './put-monitor.use-case.ts';

@ApiTags('Monitors')
@Controller('v1/monitors')
export class MonitorsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put(':id')
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Set a monitor',
    description:
      'It is evaluated at once. `standard` needs a standard on the same touchpoint and metric (409 `monitor.standard-missing`, `monitor.standard-ambiguous`). Methods that are not built yet are refused (409 `monitor.method-not-supported`).',
  })
  @ApiOkResponse({ description: 'The monitor, which was there before.', type: MonitorDto })
  @ApiCreatedResponse({ description: 'The new monitor.', type: MonitorDto })
  put(
    @Param() { id }: MonitorPath,
    @DtoBody(MonitorBody, { answer: MonitorDto }) body: MonitorBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    const command = { id, content: monitorContent(body), expectedVersion, by: nameOf(actor) };
    return this.unitOfWork.transaction(async (tx) => {
      const { created } = await putMonitor(command, tx);
      const dto = monitorDto(await findMonitor(tx, id));
      return (created ? HttpResponse.created(dto) : HttpResponse.ok(dto)).etag(dto.version);
    });
  }

  @Get(':id')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({ summary: 'Read a monitor', description: 'With its latest result.' })
  @ApiOkResponse({ description: 'The monitor.', type: MonitorDto })
  async get(@Param() { id }: MonitorPath) {
    const dto = monitorDto(await findMonitor(this.unitOfWork.dataSource, id));
    return HttpResponse.ok(dto).etag(dto.version);
  }

  @Delete(':id')
  @HttpCode(204)
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({ summary: 'Delete a monitor', description: 'Its open alert is resolved with it.' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  delete(@Param() { id }: MonitorPath, @IfMatch() expectedVersion: number | undefined) {
    return this.unitOfWork.transaction(async (tx) => {
      await deleteMonitor({ id, expectedVersion }, tx);
      return HttpResponse.noContent();
    });
  }

  @Get()
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({ summary: 'List the monitors', description: 'By id, each with its latest result.' })
  @ApiPage(MonitorDto)
  async list(@Query() { limit, cursor, touchpoint }: MonitorsQuery) {
    const [after] = readCursor(cursor) ?? [null];
    const filter = { touchpoint, after: after === null ? null : String(after), limit };
    const rows = await listMonitors(this.unitOfWork.dataSource, filter);
    return pageOf(rows.map(monitorDto), limit, ({ id }) => [id]);
  }
}
