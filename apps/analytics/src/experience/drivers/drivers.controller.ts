import { Invalid } from '@harken/errors';
import { COMPANY_ZONE, handlerAndUp, Roles, type TimeZone, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { parseFiguresQuery } from '../../figures/figures-query.ts';
import { ApiReport, reportResponse } from '../../figures/table-of-figures.dto.ts';
import { parseMetric } from '../../scores/metric.ts';
import { scoreDimensions } from '../../scores/scores.queries.ts';
import { DriversDto, DriversQueryParams } from './drivers.dto.ts';
import { maxObservations, observe } from './drivers.queries.ts';
import { driversOf } from './drivers.ts';

const columns = ['factor', 'weight', 'low', 'high', 'share', 'beyondNoise'];
const exampleDrivers = {
  n: 240,
  needed: 30,
  r2: 0.52,
  enough: true,
  reason: null,
  newest: maxObservations,
  items: [
    { factor: 'convenience', weight: 0.31, low: 0.22, high: 0.4, share: 0.6, beyondNoise: true },
    { factor: 'service', weight: 0.21, low: 0.13, high: 0.29, share: 0.4, beyondNoise: true },
  ],
  leftOut: [{ factor: 'price', reason: 'answered-by-few', n: 12 }],
};

@Controller('v1/drivers')
export class DriversController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Which factors drive a score',
    description:
      "Johnson's relative weights of the experience of each factor on the score, with bootstrap intervals that are the same for the same data. Feedback counts that answered the score and every candidate. Below 10 of it per candidate, or 30, `enough` is false and `reason` says why. A weight is no proof of a cause.",
  })
  @ApiReport(DriversDto, exampleDrivers, columns)
  async drivers(
    @Query() params: DriversQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { of, bom, ...rest } = params;
    const metric = parseMetric(of, '/query/of');
    if (metric.startsWith('experience:')) {
      throw new Invalid('metric.unknown', 'Experiences are what drives a score: ask for nps, csat, ces or a rating.', [
        { pointer: '/query/of', code: 'metric.unknown', detail: 'of is one of nps, csat, ces, rating:<name>' },
      ]);
    }
    const query = parseFiguresQuery(rest, [...scoreDimensions, 'factor'], this.companyZone);
    const { factors, observations } = await observe(this.unitOfWork.dataSource, metric, query);
    const report = { ...driversOf(factors, observations, query.filters.factor !== undefined), newest: maxObservations };
    return reportResponse(report, { accept, bom, path: request.url }, { name: 'drivers', columns, zone: query.zone });
  }
}
