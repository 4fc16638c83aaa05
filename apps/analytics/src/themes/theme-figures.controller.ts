import { ApiTable, COMPANY_ZONE, handlerAndUp, Roles, readCursor, type TimeZone, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { parseFiguresQuery } from '../figures/figures-query.ts';
import { parseRowKey } from '../figures/row-key.dto.ts';
import { columnsFor, pathsOf } from '../figures/table-columns.ts';
import { tableResponse } from '../figures/table-of-figures.dto.ts';
import { noSums } from '../scores/score-row.ts';
import { ThemeFiguresQueryParams, ThemeFiguresRowDto } from './theme-figures.dto.ts';
import { themeDimensions } from './theme-figures.queries.ts';
import { type ThemeFigures, themeFigures } from './theme-figures.ts';
import { isAfter, readThemeFigures } from './theme-figures.use-case.ts';

const counts = (texts: number, n: number) =>
  new Map([
    ['texts', { ...noSums, n: texts }],
    ['themed', { ...noSums, n }],
    ['theme:delivery', { ...noSums, n }],
    ['nps:delivery', { ...noSums, n: 12, promoters: 3, detractors: 6 }],
    ['csat:delivery', { ...noSums, n: 10, sum: 31, satisfied: 4 }],
  ]);
const example = { ...(themeFigures(['delivery'], counts(120, 18), counts(100, 6))[0] as ThemeFigures) };
const columns = pathsOf(example);

@Controller('v1/theme-figures')
export class ThemeFiguresController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'What texts speak of',
    description:
      'Of the texts of customers in the range: how many speak of each theme and which share that is with its Wilson interval, the NPS and CSAT of those who do, and the change against the period before. Rows of the kinds `unsure` and `none` are the texts that the text reader was unsure of and those that fit no theme. Themes without a text now and before have no row.',
  })
  @ApiTable(example, { item: ThemeFiguresRowDto, nested: true, columns: ['period', ...columns] })
  async figures(
    @Query() params: ThemeFiguresQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { limit, cursor, bom, theme, ...rest } = params;
    const query = parseFiguresQuery(rest, themeDimensions, this.companyZone);
    const key = readCursor(cursor);
    const after = key && parseRowKey(key, 2);
    const rows = await readThemeFigures(this.unitOfWork.dataSource, query, theme);
    const page = after ? rows.filter((row) => isAfter(row.key, after)) : rows;
    return tableResponse(
      page.slice(0, limit + 1),
      { limit, bom, accept, path: request.url },
      { name: 'theme-figures', columns: columnsFor(query, columns), zone: query.zone },
    );
  }
}
