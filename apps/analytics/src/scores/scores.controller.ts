import { handlerAndUp, Roles, readCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { parseFiguresQuery } from '../figures/figures-query.ts';
import { ApiTable, tableResponse } from '../figures/figures-response.dto.ts';
import { parseRowKey } from '../figures/row-key.ts';
import { parseMetric } from './metric.ts';
import { ScoreRowDto, ScoresQueryParams } from './scores.dto.ts';
import { readScores, scoreDimensions } from './scores.queries.ts';

@Controller('v1/scores')
export class ScoresController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Scores by any two dimensions and period',
    description:
      "NPS in points with its adjusted Wald interval, CSAT as the share of 4 and 5 with its Wilson interval, CES, ratings and experience as means with Student's t interval. Without data the value is null, never 0; groups and periods without data have no row. A customer in two segments counts in the row of each, and once where segments are not asked for. Ratings of one name on different scales come in rows of their own.",
  })
  @ApiTable(ScoreRowDto, {
    group: { touchpoint: 'handover', segment: 'owner-occupier' },
    period: '2026-03-02T00:00:00.000Z',
    n: 40,
    value: -12.5,
    interval: { low: -36.84, high: 13.58, level: 0.95 },
    promoters: 11,
    passives: 13,
    detractors: 16,
    shares: { promoters: 0.275, passives: 0.325, detractors: 0.4 },
  })
  async scores(
    @Query() params: ScoresQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { metric: metricText, limit, cursor, ...rest } = params;
    const metric = parseMetric(metricText);
    const query = parseFiguresQuery(rest, scoreDimensions);
    const key = readCursor(cursor);
    const after = key && parseRowKey(key, 3);
    const rows = await readScores(this.unitOfWork.dataSource, metric, query, { after, limit: limit + 1 });
    return tableResponse(rows, { limit, accept, path: request.url });
  }
}
