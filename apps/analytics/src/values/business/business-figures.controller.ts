import {
  ApiTable,
  COMPANY_ZONE,
  cursorOfNoPage,
  handlerAndUp,
  Roles,
  readCursor,
  type TimeZone,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { parseFiguresQuery } from '../../figures/figures-query.ts';
import { parseRowKey } from '../../figures/row-key.dto.ts';
import { columnsFor, pathsOf } from '../../figures/table-columns.ts';
import { tableResponse } from '../../figures/table-of-figures.dto.ts';
import { customerListRules } from '../rules/customer-list-rules.document.ts';
import { BusinessFiguresQueryParams, BusinessFiguresRowDto } from './business-figures.dto.ts';
import { businessDimensions, readBusinessFigures } from './business-figures.queries.ts';
import { businessOf } from './business-row.ts';

const figures = businessOf({
  revenue: { HKD: { minor: 12_500_000, orders: 42 } },
  orders: 42,
  activeCustomers: 35,
  buyers: 30,
  repeatBuyers: 9,
  retained: 21,
});
const exampleRow = { group: { loyalty: 'promoter' }, period: '2026-03-01T00:00:00.000Z', ...figures };
const figureColumns = pathsOf(figures, ['revenue']);

@Controller('v1/business-figures')
export class BusinessFiguresController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Revenue, orders, active customers and retention by any two dimensions and period',
    description:
      'From interactions: whether experience proves itself by results. `loyalty` is the newest NPS answer of the customer by the end of the range, `complained` whether the customer has ever complained by then. Customers count once a group; revenue is per currency. What the company does itself (`ignoredTypes` of the customer list rules) makes nobody active.',
  })
  @ApiTable(exampleRow, {
    item: BusinessFiguresRowDto,
    nested: true,
    columns: ['group.loyalty', 'period', ...figureColumns],
  })
  async figures(
    @Query() params: BusinessFiguresQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { limit, cursor, bom, currency, ...rest } = params;
    const query = parseFiguresQuery(rest, businessDimensions, this.companyZone);
    const key = readCursor(cursor);
    const after = key && parseRowKey(key, 2);
    if (after && !(Number.isInteger(after[0]) && after[0] >= 0 && after[0] < 1e9)) throw cursorOfNoPage();
    const { dataSource } = this.unitOfWork;
    const { ignoredTypes } = await customerListRules.current(dataSource);
    const asked = { currencies: currency, ignoredTypes };
    const rows = await readBusinessFigures(dataSource, query, asked, { after, limit: limit + 1 });
    return tableResponse(
      rows,
      { limit, bom, accept, path: request.url },
      { name: 'business-figures', columns: columnsFor(query, figureColumns), zone: query.zone },
    );
  }
}
