import { ApiPage, pageOf, Roles, readCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { managementRoles } from '../../roles.ts';
import { WorklistItemDto, WorklistQuery } from './escalation.dto.ts';
import { managementWorklist } from './worklist.queries.ts';

@ApiTags('Escalation')
@Controller('v1/worklists')
export class WorklistsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get('management')
  @Roles(...managementRoles, 'analyst', 'ops')
  @ApiOperation({
    summary: "Read management's worklist",
    description: 'Open escalations to management that nobody has acted on, oldest first.',
  })
  @ApiPage(WorklistItemDto)
  async management(@Query() { limit, cursor, ...filter }: WorklistQuery) {
    const items = await managementWorklist(this.unitOfWork.dataSource, filter, readCursor(cursor), limit + 1);
    return pageOf(items, limit, ({ at, escalationId }) => [at.toISOString(), escalationId]);
  }
}
