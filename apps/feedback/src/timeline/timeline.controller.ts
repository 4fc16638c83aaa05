import { ApiPage, handlerAndUp, PageQuery, pageOf, Roles, readTimeCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { parseExternalId } from '../customers/external-id.ts';
import { TimelineEntryDto } from './timeline.dto.ts';
import { readTimeline } from './timeline.queries.ts';

@ApiTags('customers')
@Controller('v1/customers')
export class TimelineController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get(':externalId/timeline')
  @Roles(...handlerAndUp)
  @ApiParam({
    name: 'externalId',
    description: 'The id the CRM knows the customer by.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    example: 'crm-10042',
  })
  @ApiOperation({
    summary: "Read a customer's timeline",
    description: 'Interactions, feedback, and what became of complaints and how they were answered; newest first.',
  })
  @ApiPage(TimelineEntryDto)
  async timeline(@Param('externalId') externalId: string, @Query() { limit, cursor }: PageQuery) {
    const after = readTimeCursor(cursor);
    const entries = await readTimeline(this.unitOfWork.dataSource, parseExternalId(externalId), limit + 1, after);
    return pageOf(entries, limit, ({ at, id }) => [at.toISOString(), id]);
  }
}
