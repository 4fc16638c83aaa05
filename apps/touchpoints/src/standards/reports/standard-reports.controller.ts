import { databaseTime, type Reader } from '@harken/database';
import { FieldErrors, NotFound } from '@harken/errors';
import { COMPANY_ZONE, handlerAndUp, Roles, UnitOfWork } from '@harken/service';
import { momentIn, type TimeUnit, TimeZone } from '@harken/service/time';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { findPeriods } from '../../measurements/period.queries.ts';
import type { Sample } from '../../metrics/sample.ts';
import { StandardPath } from '../standard.dto.ts';
import { standardVersions } from '../standard.queries.ts';
import { StandardReportDto, StandardReportQuery } from './standard-report.dto.ts';
import { type DatedVersion, type ReportedPeriod, reportPeriod, versionAt } from './standard-report.ts';

interface Period {
  readonly from: Date;
  readonly to: Date;
}

const maxPeriods = 500;
const defaultPeriods = 12;

@ApiTags('Service standards')
@Controller('v1/standards')
export class StandardReportsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get(':id/report')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Report a standard by period',
    description:
      'Whether each period met it, breached it or had too few answers, by the version that held at its end. The last twelve periods when `from` is not given, at most 500.',
  })
  @ApiOkResponse({ description: 'The report.', type: StandardReportDto })
  async get(
    @Param() { id }: StandardPath,
    @Query() { from, to, period = 'month', timezone }: StandardReportQuery,
  ): Promise<StandardReportDto> {
    const reader = this.unitOfWork.dataSource;
    const zone = timezone === undefined ? this.companyZone : TimeZone.named(timezone);
    const end = to === undefined ? await databaseTime(reader) : momentIn(zone, to);
    const begin = from === undefined ? undefined : momentIn(zone, from);
    const periods = periodsOf(zone, period, begin, end);
    const versions = (await standardVersions(reader, id)).map(
      ({ version, content, recordedAt }): DatedVersion => ({ version, content, recordedAt: new Date(recordedAt) }),
    );
    if (versions.length === 0) throw new NotFound('standard', id);
    const items = await report(versions, periods, reader);
    const count = (outcome: string) => items.filter((item) => item.outcome === outcome).length;
    return {
      standard: id,
      ...{ met: count('met'), breached: count('breached'), tooFew: count('too_few') },
      items: items.map((item) => ({
        ...item,
        from: item.from.toISOString(),
        to: item.to.toISOString(),
        since: item.since?.toISOString() ?? null,
      })),
    };
  }
}

/** One query for each touchpoint and metric that the standard had: monitors keep them, a standard set anew does not. */
async function report(versions: readonly DatedVersion[], periods: readonly Period[], reader: Reader) {
  const samples = new Map<string, Map<string, Sample>[]>();
  const items: ReportedPeriod[] = [];
  for (const [at, period] of periods.entries()) {
    const content = versionAt(versions, period.to)?.content;
    const key = JSON.stringify([content?.touchpoint, content?.metric, content?.segment]);
    if (content && !samples.has(key)) {
      const { touchpoint, metric, segment } = content;
      samples.set(key, await findPeriods(reader, { touchpoint, metrics: [metric], segment, periods }));
    }
    items.push(reportPeriod(period, versions, samples.get(key)?.[at] ?? new Map()));
  }
  return items;
}

/** The periods that overlap the time asked for, whole except that the last one ends with it. */
function periodsOf(zone: TimeZone, unit: TimeUnit, from: Date | undefined, to: Date): Period[] {
  const errors = new FieldErrors('/query');
  errors.at('to').addIf(from !== undefined && from >= to, 'range.reversed', 'to lies before from');
  errors.throwIfAny('request.invalid', 'The request is not valid.');
  const last = zone.startOf(unit, to.getTime() - 1);
  const starts = [last];
  const first = from === undefined ? undefined : zone.startOf(unit, from.getTime());
  while (first === undefined ? starts.length < defaultPeriods : (starts[0] as number) > first) {
    starts.unshift(zone.startOf(unit, (starts[0] as number) - 1));
    errors.at('from').addIf(starts.length > maxPeriods, 'out-of-range', `at most ${maxPeriods} periods`);
    errors.throwIfAny('request.invalid', 'The request is not valid.');
  }
  return starts.map((start) => ({
    from: new Date(start),
    to: new Date(Math.min(zone.next(unit, start), to.getTime())),
  }));
}
