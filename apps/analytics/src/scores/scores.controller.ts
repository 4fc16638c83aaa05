import { ApiTable, COMPANY_ZONE, handlerAndUp, Roles, readCursor, type TimeZone, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { parseFiguresQuery } from '../figures/figures-query.ts';
import { parseRowKey } from '../figures/row-key.dto.ts';
import { columnsFor, pathsOf } from '../figures/table-columns.ts';
import { tableResponse } from '../figures/table-of-figures.dto.ts';
import { parseMetric } from './metric.ts';
import { noSums, scoreColumns, scoreOf } from './score-row.ts';
import { ScoreRowDto, ScoresQueryParams } from './scores.dto.ts';
import { readScores, scoreDimensions } from './scores.queries.ts';

const exampleScore = {
  group: { touchpoint: 'handover', segment: 'owner-occupier' },
  period: '2026-03-02T00:00:00.000Z',
  ...scoreOf('nps', '0..10', { ...noSums, n: 40, promoters: 11, detractors: 16 }),
};

@Controller('v1/scores')
export class ScoresController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Scores by any two dimensions and period',
    description:
      "NPS in points with its adjusted Wald interval, CSAT as the share of 4 and 5 with its Wilson interval, CES, ratings and experience as means with Student's t interval. Without data the value is null, never 0; groups and periods without data have no row. A customer in two segments counts in the row of each, and once where segments are not asked for. Ratings of one name on different scales come in rows of their own.",
  })
  @ApiTable(exampleScore, { item: ScoreRowDto, nested: true, columns: pathsOf(exampleScore) })
  async scores(
    @Query() params: ScoresQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { metric: metricText, limit, cursor, bom, ...rest } = params;
    const metric = parseMetric(metricText);
    const query = parseFiguresQuery(rest, scoreDimensions, this.companyZone);
    const key = readCursor(cursor);
    const after = key && parseRowKey(key, 3);
    const rows = await readScores(this.unitOfWork.dataSource, metric, query, { after, limit: limit + 1 });
    return tableResponse(
      rows,
      { limit, bom, accept, path: request.url },
      { name: 'scores', columns: columnsFor(query, scoreColumns(metric)), zone: query.zone },
    );
  }
}
