import {
  type Actor,
  ApiPage,
  CurrentActor,
  IdParam,
  IfMatch,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { assertComplaintExists } from '../complaint/storage/complaint.queries.ts';
import { handlerRoles, readerRoles } from '../roles.ts';
import { acceptProposal, refuseProposal } from './decide-proposal.use-case.ts';
import { AcceptBody, ProposalDto, ProposalsQuery, RefuseProposalBody } from './proposal.dto.ts';
import { getProposal, listProposals, proposalsOf } from './proposal.queries.ts';

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

  @Post('duplicate-proposals/:id/accept')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Accept a proposed link',
    description: 'The later complaint is marked as a duplicate of the earlier one, or both are linked as related.',
  })
  @ApiOkResponse({ description: 'The proposal.', type: ProposalDto })
  accept(
    @IdParam() id: string,
    @Body() { by, as, reason, channel, text }: AcceptBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    return this.unitOfWork.transaction(async (tx) => {
      await acceptProposal({ id, as, by, reason, channel, text, actor: actor.name, expectedVersion }, tx);
      return getProposal(tx, id);
    });
  }

  @Post('duplicate-proposals/:id/refuse')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Refuse a proposed link', description: 'The pair is not proposed again.' })
  @ApiOkResponse({ description: 'The proposal.', type: ProposalDto })
  refuse(
    @IdParam() id: string,
    @Body() { by, reason }: RefuseProposalBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    return this.unitOfWork.transaction(async (tx) => {
      await refuseProposal({ id, by, reason, actor: actor.name, expectedVersion }, tx);
      return getProposal(tx, id);
    });
  }
}
