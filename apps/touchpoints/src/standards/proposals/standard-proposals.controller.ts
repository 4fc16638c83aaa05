import { nameOf } from '@harken/contracts';
import {
  type Actor,
  ApiPage,
  COMPANY_ZONE,
  CurrentActor,
  HttpResponse,
  handlerAndUp,
  IdParam,
  IfMatch,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  TimeZone,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { adoptProposal } from './adopt-proposal.use-case.ts';
import { proposeStandard } from './propose-standard.use-case.ts';
import {
  AdoptProposalBody,
  ProposeStandardBody,
  StandardProposalDto,
  standardProposalDto,
} from './standard-proposal.dto.ts';
import { findProposal, listProposals } from './standard-proposal.queries.ts';
import type { StandardProposal } from './standard-proposal.ts';

@ApiTags('Service standards')
@Controller('v1')
export class StandardProposalsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly zone: TimeZone,
  ) {}

  @Post('standards/proposals')
  @Roles('supervisor', 'manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Have a target proposed',
    description:
      'From the voice of the customer: what they expect of the factor, or what satisfied customers got where that is more, with the data behind it. It needs ten answers of either (409 `standard-proposal.not-enough-data`).',
  })
  @ApiCreatedResponse({ description: 'The proposal.', type: StandardProposalDto })
  propose(@Body() { touchpoint, metric, segment, from, to }: ProposeStandardBody, @CurrentActor() actor: Actor) {
    const times = {
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
    };
    return this.unitOfWork.transaction(async (tx) => {
      const proposal = await proposeStandard(
        { touchpoint, metric, segment: segment ?? null, ...times, by: nameOf(actor) },
        tx,
      );
      return HttpResponse.created(standardProposalDto(proposal)).etag(proposal.version);
    });
  }

  @Post('standard-proposals/:id/adopt')
  @HttpCode(200)
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Make a standard of a proposal',
    description: 'Once (409 `standard-proposal.adopted`). What the person says goes before what was proposed.',
  })
  @ApiOkResponse({ description: 'The proposal, adopted.', type: StandardProposalDto })
  adopt(
    @IdParam() id: string,
    @Body() { standard, ...given }: AdoptProposalBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    const content = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const command = { id, standard, content: { ...content, owner: given.owner }, expectedVersion, by: nameOf(actor) };
    return this.unitOfWork.transaction(async (tx) => toResponse(await adoptProposal(command, this.zone, tx)));
  }

  @Get('standard-proposals/:id')
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'Read a proposal', description: 'With the data behind it.' })
  @ApiOkResponse({ description: 'The proposal.', type: StandardProposalDto })
  async get(@IdParam() id: string) {
    return toResponse(await findProposal(this.unitOfWork.dataSource, id));
  }

  @Get('standard-proposals')
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'List the proposals', description: 'Newest first.' })
  @ApiPage(StandardProposalDto)
  async list(@Query() { limit, cursor }: PageQuery) {
    const [before] = readCursor(cursor) ?? [null];
    const rows = await listProposals(this.unitOfWork.dataSource, before === null ? null : String(before), limit);
    return pageOf(rows.map(standardProposalDto), limit, ({ id }) => [id]);
  }
}

const toResponse = (proposal: StandardProposal) =>
  HttpResponse.ok(standardProposalDto(proposal)).etag(proposal.version);
