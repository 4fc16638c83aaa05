import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  IdParam,
  IfMatch,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { assertComplaintExists } from '../complaint/storage/complaint.queries.ts';
import { handlerRoles, readerRoles } from '../roles.ts';
import { CompensationDto } from './compensation.dto.ts';
import { getCompensation, listCompensations } from './compensation.queries.ts';
import { ProposeBody } from './compensation-body.dto.ts';
import { proposeCompensation } from './propose-compensation.use-case.ts';

@ApiTags('Compensation')
@Controller('v1/complaints/:id/compensations')
export class ComplaintCompensationsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post()
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Propose a compensation',
    description:
      'Somebody whose limit it is within approves it. Above the limits of everybody but management it goes straight to management, if the response policy has the reason `compensation_above_limit`.',
  })
  @ApiCreatedResponse({ description: 'The compensation.', type: CompensationDto })
  propose(
    @IdParam() id: string,
    @Body() { by, kind, amount = null, description }: ProposeBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      const made = await proposeCompensation(change, { kind, amount, description }, tx);
      const view = await getCompensation(tx, made.id);
      return HttpResponse.created(view).etag(made.version).location(`/v1/compensations/${made.id}`);
    });
  }

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({ summary: "List a complaint's compensations", description: 'Newest first.' })
  @ApiPage(CompensationDto)
  async list(@IdParam() id: string, @Query() { limit, cursor }: PageQuery) {
    const { dataSource } = this.unitOfWork;
    await assertComplaintExists(dataSource, id);
    const found = await listCompensations(dataSource, { complaint: id }, readCursor(cursor), limit + 1);
    return pageOf(found, limit, (one) => [one.proposedAt.toISOString(), one.id]);
  }
}
