import { pageOf, Roles, readCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ComplaintListItemDto } from '../complaint/response/complaint.dto.ts';
import { readerRoles } from '../roles.ts';
import { exportColumns, exportRows } from './complaint-export.queries.ts';
import { ComplaintFilterQuery, ComplaintListQuery, exampleExport, exampleListItem } from './complaint-list.dto.ts';
import { cursorOf, lists } from './complaint-list.queries.ts';
import { ApiTable, acceptedTable, pageAsTable, streamedTable } from './tables.dto.ts';

@ApiTags('Complaints')
@Controller('v1/complaints')
export class ComplaintListController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'List and search complaints',
    description:
      'Every filter given must hold. Also as `text/csv` and `application/x-ndjson`, one page each; the next is in the header `Link` then.',
  })
  @ApiTable(exampleListItem, ComplaintListItemDto)
  async list(
    @Query() { limit, cursor, sort, ...filter }: ComplaintListQuery,
    @Headers('accept') accept: string | undefined,
    @Req() { url }: FastifyRequest,
  ) {
    const lines = await lists[sort](this.unitOfWork.dataSource, filter, readCursor(cursor), limit + 1);
    const page = pageOf(lines, limit, cursorOf[sort]);
    const type = acceptedTable(accept);
    return type ? pageAsTable(page, { type, columns: Object.keys(exampleListItem) }, url) : page;
  }

  @Get('export')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'Export complaints',
    description:
      'All that the filters let through, the newest first, in one answer: `application/x-ndjson`, or `text/csv` where that is accepted first. Complaints that come meanwhile are not in it; each row is as it was when its part was read. A connection that breaks before the end of the answer has not given all. In CSV, text that a spreadsheet would run as a formula has an apostrophe in front.',
  })
  @ApiTable(exampleExport)
  async export(@Query() filter: ComplaintFilterQuery, @Headers('accept') accept: string | undefined) {
    const parts = exportRows(this.unitOfWork.dataSource, filter);
    return streamedTable(parts, { type: acceptedTable(accept) ?? 'application/x-ndjson', columns: exportColumns });
  }
}
