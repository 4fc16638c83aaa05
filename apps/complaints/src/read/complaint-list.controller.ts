import {
  ApiTable,
  acceptedTable,
  COMPANY_ZONE,
  pageAsTable,
  pageOf,
  Roles,
  readCursor,
  streamedTable,
  type TimeZone,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ComplaintListItemDto } from '../complaint/response/complaint.dto.ts';
import { readerRoles } from '../roles.ts';
import { exportColumns, exportRows } from './complaint-export.queries.ts';
import {
  ComplaintExportQuery,
  ComplaintListQuery,
  exampleExport,
  exampleListItem,
  withTimes,
} from './complaint-list.dto.ts';
import { cursorOf, lists } from './complaint-list.queries.ts';

@ApiTags('Complaints')
@Controller('v1/complaints')
export class ComplaintListController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'List and search complaints',
    description:
      'Every filter given must hold. Also as `text/csv` and `application/x-ndjson`, one page each; the next is in the header `Link` then.',
  })
  @ApiTable(exampleListItem, { item: ComplaintListItemDto })
  async list(
    @Query() { limit, cursor, sort, bom, ...query }: ComplaintListQuery,
    @Headers('accept') accept: string | undefined,
    @Req() { url }: FastifyRequest,
  ) {
    const filter = withTimes(query, this.companyZone);
    const lines = await lists[sort](this.unitOfWork.dataSource, filter, readCursor(cursor), limit + 1);
    const page = pageOf(lines, limit, cursorOf[sort]);
    const type = acceptedTable(accept);
    if (!type) return page;
    const file = { name: 'complaints', zone: this.companyZone, bom, path: url };
    return pageAsTable(page, { type, columns: Object.keys(exampleListItem) }, file);
  }

  @Get('export')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'Export complaints',
    description:
      'All that the filters let through, the newest first, in one answer: `application/x-ndjson`, or `text/csv` where that is accepted first. Complaints that come meanwhile are not in it; each row is as it was when its part was read. A connection that breaks before the end of the answer has not given all. In CSV, text that a spreadsheet would run as a formula has an apostrophe in front.',
  })
  @ApiTable(exampleExport)
  async export(@Query() { bom, ...query }: ComplaintExportQuery, @Headers('accept') accept: string | undefined) {
    const parts = exportRows(this.unitOfWork.dataSource, withTimes(query, this.companyZone));
    const type = acceptedTable(accept) ?? 'application/x-ndjson';
    return streamedTable(parts, { type, columns: exportColumns }, { name: 'complaints', zone: this.companyZone, bom });
  }
}
