import { Invalid } from '@harken/errors';
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
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { assertComplaintExists } from '../complaint/storage/complaint.queries.ts';
import { handlerRoles, readerRoles } from '../roles.ts';
import { proposeCompensation } from './change-compensation.use-case.ts';
import {
  CompensationDto,
  CompensationQuery,
  CompensationTotalsDto,
  ProposeBody,
  TotalsQuery,
} from './compensation.dto.ts';
import { compensationTotals, getCompensation, listCompensations } from './compensation.queries.ts';

@ApiTags('Compensation')
@Controller('v1')
export class CompensationsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('complaints/:id/compensations')
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Propose a compensation',
    description:
      'Somebody whose limit it is within approves it. Above the limits of everybody but management it goes straight to management, if the response policy has the reason `compensation_above_limit`.',
  })
  @ApiCreatedResponse({ description: 'The compensation.', type: CompensationDto })
  propose(
    @IdParam() id: string,
    @Body() { onBehalfOf, kind, amount = null, description }: ProposeBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor, onBehalfOf };
    return this.unitOfWork.transaction(async (tx) => {
      const made = await proposeCompensation(change, { kind, amount, description }, tx);
      const view = await getCompensation(tx, made.id);
      return HttpResponse.created(view).etag(made.version).location(`/v1/compensations/${made.id}`);
    });
  }

  @Get('complaints/:id/compensations')
  @Roles(...readerRoles)
  @ApiOperation({ summary: "List a complaint's compensations", description: 'Newest first.' })
  @ApiPage(CompensationDto)
  async ofComplaint(@IdParam() id: string, @Query() query: PageQuery) {
    await assertComplaintExists(this.unitOfWork.dataSource, id);
    return this.list({ ...query, complaint: [id] });
  }

  @Get('compensations')
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'List compensations', description: 'Newest first; every filter given must hold.' })
  @ApiPage(CompensationDto)
  async list(@Query() { limit, cursor, ...filter }: CompensationQuery) {
    const found = await listCompensations(this.unitOfWork.dataSource, filter, readCursor(cursor), limit + 1);
    return pageOf(found, limit, ({ proposedAt, id }) => [proposedAt.toISOString(), id]);
  }

  @Get('compensations/totals')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'Sum compensations up',
    description: 'Of a customer, of a complaint, or of both together: one of them is needed.',
  })
  @ApiOkResponse({ description: 'The sums.', type: CompensationTotalsDto })
  async totals(@Query() query: TotalsQuery) {
    if (query.customer === undefined && query.complaint === undefined)
      throw new Invalid('request.invalid', 'Name a customer or a complaint.', [
        { pointer: '/query/customer', code: 'required', detail: 'or `complaint`' },
      ]);
    return compensationTotals(this.unitOfWork.dataSource, query);
  }

  @Get('compensations/:id')
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read a compensation', description: 'As it stands.' })
  @ApiOkResponse({ description: 'The compensation.', type: CompensationDto })
  async read(@IdParam() id: string) {
    const found = await getCompensation(this.unitOfWork.dataSource, id);
    return HttpResponse.ok(found).etag(found.version);
  }
}
