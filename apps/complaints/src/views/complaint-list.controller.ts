import { ApiPage, pageOf, Requests, Roles, readCursor } from '@harken/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ComplaintLineDto } from '../lifecycle/complaint.dto.ts';
import { readers } from '../roles.ts';
import { lists, placeOf } from './complaint-list.queries.ts';
import { ComplaintListQuery } from './complaint-query.dto.ts';

@ApiTags('Complaints')
@Controller('v1/complaints')
export class ComplaintListController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Roles(...readers)
  @ApiOperation({ summary: 'List and search complaints', description: 'Every filter given must hold.' })
  @ApiPage(ComplaintLineDto)
  async list(@Query() { limit, cursor, sort, ...filter }: ComplaintListQuery) {
    const lines = await lists[sort](this.requests.dataSource, filter, readCursor(cursor), limit + 1);
    return pageOf(lines, limit, placeOf[sort]);
  }
}
