import { ChosenIdParam, COMPANY_ZONE, Roles, TimeZone, UnitOfWork } from '@harken/service';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { managementRoles, readerRoles } from '../../roles.ts';
import { BoardDto, BoardQuery, WorklistCountsDto } from './board.dto.ts';
import { readBoard, readWorklistCounts } from './board.queries.ts';

@ApiTags('Boards')
@Controller('v1')
export class BoardsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get('teams/:teamId/board')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: "Read a team's board",
    description: 'How many of its complaints are open, overdue or due soon, by status, severity and person.',
  })
  @ApiOkResponse({ description: 'The counts.', type: BoardDto })
  board(
    @ChosenIdParam('teamId', 'The id of the team.', 'after-sales') teamId: string,
    @Query() { timezone }: BoardQuery,
  ) {
    const asked = timezone === undefined ? undefined : TimeZone.named(timezone);
    return readBoard(this.unitOfWork.dataSource, teamId, { asked, company: this.companyZone });
  }

  @Get('worklists/management/counts')
  @Roles(...managementRoles, 'analyst', 'ops')
  @ApiOperation({
    summary: "Count management's worklist",
    description: 'The open escalations of each level of management, by age.',
  })
  @ApiOkResponse({ description: 'The counts.', type: WorklistCountsDto })
  counts() {
    return readWorklistCounts(this.unitOfWork.dataSource);
  }
}
