import { ApiPage, handlerAndUp, PageQuery, pageOf, Roles, readCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ExternalId } from '../customers/customer.dto.ts';
import { parsePageCursor } from '../requests/page-cursor.ts';
import { TimelineEntryDto } from './timeline.dto.ts';
import { readTimeline } from './timeline.queries.ts';

@ApiTags('customers')
@Controller('v1/customers')
export class TimelineController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get(':externalId/timeline')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: "Read a customer's timeline",
    description: 'Interactions, feedback, and what became of complaints and how they were answered; newest first.',
  })
  @ApiPage(TimelineEntryDto)
  async timeline(@ExternalId() externalId: string, @Query() { limit, cursor }: PageQuery) {
    const after = parsePageCursor(readCursor(cursor));
    const entries = await readTimeline(this.unitOfWork.dataSource, externalId, limit + 1, after);
    return pageOf(entries, limit, ({ at, id }) => [at.toISOString(), id]);
  }
}
