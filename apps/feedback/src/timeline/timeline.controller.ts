import { handlerAndUp, PageQuery, pageOf, Roles, readTimeCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ExternalId } from '../customers/customer.dto.ts';
import { TimelinePage } from './timeline.dto.ts';
import { readTimeline } from './timeline.queries.ts';

@ApiTags('customers')
@Controller('v1/customers')
export class TimelineController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get(':externalId/timeline')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: "Read a customer's timeline",
    description:
      'Interactions, feedback, and what became of complaints how they were answered, and messages with what became of them; newest first.',
  })
  @ApiOkResponse({ description: 'One page.', type: TimelinePage })
  async timeline(@ExternalId() externalId: string, @Query() { limit, cursor }: PageQuery) {
    const after = readTimeCursor(cursor);
    const entries = await readTimeline(this.unitOfWork.dataSource, externalId, limit + 1, after);
    return pageOf(entries, limit, ({ at, id }) => [at.toISOString(), id]);
  }
}
