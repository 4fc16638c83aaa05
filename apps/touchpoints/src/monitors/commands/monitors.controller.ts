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
  SETTINGS,
  type Settings,
  TimeZone,
  UnitOfWork,
} from '@harken/service';
import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  MonitorBody,
  MonitorDto,
  MonitorPath,
  MonitorsQuery,
  monitorContent,
  monitorDto,
  RelearnBody,
} from '../monitor.dto.ts';
import { findMonitor, listMonitors } from '../monitor.queries.ts';
import { deleteMonitor } from './delete-monitor.use-case.ts';
import { putMonitor } from './put-monitor.use-case.ts';
import { relearnMonitor } from './relearn-monitor.use-case.ts';

@ApiTags('Monitors')
@Controller('v1/monitors')
export class MonitorsController {
  private readonly zone: TimeZone;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.zone = TimeZone.named(settings.COMPANY_TIMEZONE);
  }

  @Put(':id')
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Set a monitor',
    description:
      'It is evaluated at once. `standard` needs a standard on the same touchpoint and metric (409 `monitor.standard-missing`, `monitor.standard-ambiguous`). `ewma`, `cusum`, `p_chart` and `rate` learn a baseline first, unless it is given; until then they are `learning` and alarm nobody.',
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
      const { created } = await putMonitor(command, this.zone, tx);
      const dto = monitorDto(await findMonitor(tx, id));
      return (created ? HttpResponse.created(dto) : HttpResponse.ok(dto)).etag(dto.version);
    });
  }

  @Get(':id')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'Read a monitor',
    description: 'With its latest result, its baseline and what it promises about false alarms.',
  })
  @ApiOkResponse({ description: 'The monitor.', type: MonitorDto })
  async get(@Param() { id }: MonitorPath) {
    const dto = monitorDto(await findMonitor(this.unitOfWork.dataSource, id));
    return HttpResponse.ok(dto).etag(dto.version);
  }

  @Post(':id/relearn')
  @HttpCode(200)
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Let a monitor learn anew',
    description:
      'What it found has become the usual: it learns from `from` on, else since the change that it found. Its open alert is resolved; until it has learned it alarms nobody. Only `ewma`, `cusum`, `p_chart` and `rate` (409 `monitor.no-baseline`).',
  })
  @ApiOkResponse({ description: 'The monitor.', type: MonitorDto })
  relearn(
    @Param() { id }: MonitorPath,
    @DtoBody(RelearnBody) { from, onBehalfOf }: RelearnBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    const since = from === undefined ? undefined : new Date(from);
    const command = { id, from: since, expectedVersion, by: nameOf(actor, onBehalfOf) };
    return this.unitOfWork.transaction(async (tx) => {
      await relearnMonitor(command, this.zone, tx);
      const dto = monitorDto(await findMonitor(tx, id));
      return HttpResponse.ok(dto).etag(dto.version);
    });
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
