import { ApiPage, IdParam, pageOf, Roles, readCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { assertComplaintExists } from '../complaint/storage/complaint.queries.ts';
import { readerRoles } from '../roles.ts';
import { ProposalDto, ProposalsQuery } from './proposal.dto.ts';
import { listProposals, proposalsOf } from './proposal.queries.ts';

@ApiTags('Duplicates')
@Controller('v1')
export class DuplicatesController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get('complaints/:id/duplicates')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'See what it may repeat',
    description: 'Proposed links with other complaints, in both directions, the most similar first.',
  })
  @ApiOkResponse({ description: 'The proposals.', type: [ProposalDto] })
  async ofComplaint(@IdParam() id: string) {
    await assertComplaintExists(this.unitOfWork.dataSource, id);
    return proposalsOf(this.unitOfWork.dataSource, id);
  }

  @Get('duplicate-proposals')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'List proposed links',
    description: 'The oldest first. Open are those about complaints that are neither withdrawn nor duplicates by now.',
  })
  @ApiPage(ProposalDto)
  async list(@Query() { limit, cursor, status }: ProposalsQuery) {
    const items = await listProposals(this.unitOfWork.dataSource, status, readCursor(cursor), limit + 1);
    return pageOf(items, limit, ({ proposedAt, id }) => [proposedAt.toISOString(), id]);
  }
}
