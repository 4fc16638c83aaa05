import { databaseTime } from '@harken/database';
import { FieldErrors, RuleBroken } from '@harken/errors';
import {
  HttpResponse,
  handlerAndUp,
  momentIn,
  Roles,
  SETTINGS,
  type Settings,
  TimeZone,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { dayMs } from '../../detection/slot-calendar.ts';
import { MonitorPath } from '../monitor.dto.ts';
import { findMonitor } from '../monitor.queries.ts';
import { isDetector } from '../monitor.ts';
import { chartPicture } from './chart-picture.ts';
import { describeChart } from './describe-chart.ts';
import { BacktestDto, ChartDto, ReportQuery } from './monitor-report.dto.ts';
import { type DetectorMonitor, type Period, readBacktest, readChart, unitOf } from './monitor-report.queries.ts';

const maxDays = 400;

@ApiTags('Monitors')
@Controller('v1/monitors/:id')
@ApiExtraModels(ChartDto)
export class MonitorReportsController {
  private readonly zone: TimeZone;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.zone = TimeZone.named(settings.COMPANY_TIMEZONE);
  }

  @Get('chart')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'The chart of a monitor',
    description:
      'Each slot with its value, what was expected and the usual range, versions of the baseline, alarms. Judged slots stay as they were judged. Only `ewma`, `cusum`, `p_chart` and `rate` have one (409 `monitor.no-baseline`). With `Accept: image/svg+xml` it is a picture.',
  })
  @ApiOkResponse({
    description: 'The chart.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ChartDto) } },
      'image/svg+xml': { schema: { type: 'string' }, example: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    },
  })
  async chart(@Param() { id }: MonitorPath, @Query() query: ReportQuery, @Headers('accept') accept?: string) {
    const { dataSource } = this.unitOfWork;
    const monitor = await this.#detector(id);
    const chart = await readChart(dataSource, monitor, this.zone, await this.#period(monitor, query));
    if (!/\bimage\/svg\+xml\b/i.test(accept ?? '')) return HttpResponse.ok(chart).header('vary', 'accept');
    return HttpResponse.ok(chartPicture(chart, describeChart(monitor, chart)))
      .header('content-type', 'image/svg+xml; charset=utf-8')
      .header('vary', 'accept');
  }

  @Get('backtest')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'What a monitor would have found',
    description:
      'Over data of the past, history too: each slot is judged with the baseline that was known then. At most 400 days. Only `ewma`, `cusum`, `p_chart` and `rate` (409 `monitor.no-baseline`).',
  })
  @ApiOkResponse({ description: 'The alarms.', type: BacktestDto })
  async backtest(@Param() { id }: MonitorPath, @Query() query: ReportQuery): Promise<BacktestDto> {
    const monitor = await this.#detector(id);
    return readBacktest(this.unitOfWork.dataSource, monitor, this.zone, await this.#period(monitor, query));
  }

  async #detector(id: string): Promise<DetectorMonitor> {
    const { method, ...monitor } = await findMonitor(this.unitOfWork.dataSource, id);
    if (isDetector(method)) return { ...monitor, method };
    const message = `A monitor of the method ${method} has no baseline, so it has no chart and no backtest.`;
    throw new RuleBroken('monitor.no-baseline', message, { method });
  }

  async #period(monitor: DetectorMonitor, { from, to }: ReportQuery): Promise<Period> {
    const moment = (text: string) => momentIn(this.zone, text).getTime();
    const now = (await databaseTime(this.unitOfWork.dataSource)).getTime();
    const end = to === undefined ? now : moment(to);
    const usualDays = unitOf(monitor) === 'day' ? 90 : 14;
    const start = from === undefined ? end - usualDays * dayMs : moment(from);
    const errors = new FieldErrors('/query');
    const detail = `\`from\` lies before \`to\`, and at most ${maxDays} days are read at once.`;
    errors.at('from').addIf(start >= end || end - start > maxDays * dayMs, 'wrong-format', detail);
    errors.throwIfAny('request.invalid', 'The request is not valid.');
    return { from: start, to: Math.min(end, now) };
  }
}
