import { ApiTable, COMPANY_ZONE, handlerAndUp, Roles, readCursor, type TimeZone, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { parseFiguresQuery } from '../../figures/figures-query.ts';
import { pathsOf } from '../../figures/table-columns.ts';
import { rowsAfter, tableResponse } from '../../figures/table-of-figures.dto.ts';
import { exampleGap } from './example-gap.ts';
import { GapRowDto, GapsPageDto, GapsQueryParams } from './gaps.dto.ts';
import { gapDimensions, readGaps } from './gaps.queries.ts';
import { assertTargets, gapRows } from './gaps.ts';

const columns = pathsOf(exampleGap, ['missing', 'answeredOn']).filter((path) => !path.startsWith('group.'));

@Controller('v1/gaps')
export class GapsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Experience against expectation, importance and the ideal',
    description:
      "Means with Student's t interval and n, each null without answers, never 0. `satisfaction` = experience - expectation, `priority` = importance x satisfaction, `gap` = experience - ideal, `perceptionGap` = management - customers. Answers on other scales are brought to 0 to 10 (`answeredOn` says which). A customer in two segments counts in the row of each. Staff and managers belong to no segment. If nothing was answered, `reason` says so.",
  })
  @ApiTable(
    { ...exampleGap },
    { item: GapRowDto, page: GapsPageDto, nested: true, columns: pathsOf(exampleGap, ['missing', 'answeredOn']) },
  )
  async gaps(
    @Query() params: GapsQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { by, importance, crosshairs, importanceTarget, experienceTarget, limit, cursor, bom, ...rest } = params;
    const lines = { importance, crosshairs, importanceTarget, experienceTarget };
    assertTargets(lines);
    const query = parseFiguresQuery({ ...rest, groupBy: by }, gapDimensions, this.companyZone, 'by');
    const after = readCursor(cursor);
    const rows = gapRows(await readGaps(this.unitOfWork.dataSource, query), lines);
    return tableResponse(
      rowsAfter(rows, after).slice(0, limit + 1),
      { limit, bom, accept, path: request.url },
      { name: 'gaps', columns: [...query.groupBy.map((name) => `group.${name}`), ...columns], zone: query.zone },
      rows.length === 0 ? { reason: 'Nobody answered about a factor in this range with these filters.' } : {},
    );
  }
}
