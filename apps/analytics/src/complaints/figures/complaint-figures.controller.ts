import { ApiTable, COMPANY_ZONE, handlerAndUp, Roles, readCursor, type TimeZone, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { parseFiguresQuery } from '../../figures/figures-query.ts';
import { parseRowKey } from '../../figures/row-key.dto.ts';
import { columnsFor } from '../../figures/table-columns.ts';
import { tableResponse } from '../../figures/table-of-figures.dto.ts';
import { ComplaintFiguresQueryParams, ComplaintFiguresRowDto } from './complaint-figures.dto.ts';
import { complaintDimensions, readComplaintFigures } from './complaint-figures.queries.ts';
import { exampleRow, figureColumns } from './example-row.ts';

@Controller('v1/complaint-figures')
export class ComplaintFiguresController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Complaint figures by any two dimensions and period',
    description:
      'Volumes, answer rate, times, breaches, escalations and reopenings of the complaints opened in the range, as they stand now: a correction corrects its period. `value` is the answer rate: the share of complaints with an answer in their present cycle. Times are in seconds of calendar time from opening; median and 90th percentile by nearest rank: exact up to 10,000 complaints in the range (`relativeError` 0), within 2 % beyond (0.02). Rates carry Wilson intervals and are null without complaints.',
  })
  @ApiTable(exampleRow, {
    item: ComplaintFiguresRowDto,
    nested: true,
    columns: ['group.touchpoint', 'group.severity', 'period', ...figureColumns],
  })
  async figures(
    @Query() params: ComplaintFiguresQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { limit, cursor, bom, ...rest } = params;
    const query = parseFiguresQuery(rest, complaintDimensions, this.companyZone);
    const key = readCursor(cursor);
    const after = key && parseRowKey(key, 2);
    const rows = await readComplaintFigures(this.unitOfWork.dataSource, query, { after, limit: limit + 1 });
    return tableResponse(
      rows,
      { limit, bom, accept, path: request.url },
      { name: 'complaint-figures', columns: columnsFor(query, figureColumns), zone: query.zone },
    );
  }
}
