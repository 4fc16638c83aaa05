import { ApiPage, HttpResponse, handlerAndUp, IdParam, pageOf, Roles, readCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { latestResults } from '../monitors/monitor.queries.ts';
import { AlertDto, AlertsQuery, alertDto } from './alert.dto.ts';
import { findAlert, listAlerts } from './alert.queries.ts';

@ApiTags('Touchpoint alerts')
@Controller('v1/touchpoint-alerts')
export class AlertsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({ summary: 'List the alerts', description: 'Newest first.' })
  @ApiPage(AlertDto)
  async list(@Query() { limit, cursor, ...filter }: AlertsQuery) {
    const [before] = readCursor(cursor) ?? [null];
    const rows = await listAlerts(this.unitOfWork.dataSource, filter, before === null ? null : String(before), limit);
    const results = await latestResults(
      this.unitOfWork.dataSource,
      rows.map(({ monitorId }) => monitorId),
    );
    return pageOf(
      rows.map((alert) => alertDto(alert, results)),
      limit,
      ({ id }) => [id],
    );
  }

  @Get(':id')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({ summary: 'Read an alert', description: 'With the evidence that justifies it.' })
  @ApiOkResponse({ description: 'The alert.', type: AlertDto })
  async get(@IdParam() id: string) {
    const alert = await findAlert(this.unitOfWork.dataSource, id);
    const results = await latestResults(this.unitOfWork.dataSource, [alert.monitorId]);
    return HttpResponse.ok(alertDto(alert, results)).etag(alert.version);
  }
}
