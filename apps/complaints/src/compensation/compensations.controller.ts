import { Invalid } from '@harken/errors';
import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  IdParam,
  IfMatch,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { handlerRoles, intakeRoles, readerRoles } from '../roles.ts';
import { type CompensationChange, executeCompensationCommand } from './change-compensation.use-case.ts';
import { CompensationDto, CompensationTotalsDto } from './compensation.dto.ts';
import { compensationTotals, getCompensation, listCompensations } from './compensation.queries.ts';
import { ApproveCompensationBody, FulfilmentBody, RefuseCompensationBody } from './compensation-body.dto.ts';
import { CompensationQuery, TotalsQuery } from './compensation-query.dto.ts';
import { sumTotals } from './compensation-totals.ts';
import type { CompensationCommand } from './decide-compensation.ts';

@ApiTags('Compensation')
@Controller('v1/compensations')
export class CompensationsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'List compensations', description: 'Newest first; every filter given must hold.' })
  @ApiPage(CompensationDto)
  async list(@Query() { limit, cursor, ...filter }: CompensationQuery) {
    const found = await listCompensations(this.unitOfWork.dataSource, filter, readCursor(cursor), limit + 1);
    return pageOf(found, limit, ({ proposedAt, id }) => [proposedAt.toISOString(), id]);
  }

  @Get('totals')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'Sum compensations up',
    description: 'Of a customer, of a complaint, or of both together: one of them is needed.',
  })
  @ApiOkResponse({ description: 'The sums.', type: CompensationTotalsDto })
  async totals(@Query() { customer, complaint }: TotalsQuery) {
    if (customer === undefined && complaint === undefined)
      throw new Invalid('request.invalid', 'Name a customer or a complaint.', [
        { pointer: '/query/customer', code: 'required', detail: 'or `complaint`' },
      ]);
    return sumTotals(await compensationTotals(this.unitOfWork.dataSource, { customer, complaint }));
  }

  @Get(':id')
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read a compensation', description: 'As it stands.' })
  @ApiOkResponse({ description: 'The compensation.', type: CompensationDto })
  async read(@IdParam() id: string) {
    const found = await getCompensation(this.unitOfWork.dataSource, id);
    return HttpResponse.ok(found).etag(found.version);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Approve it',
    description:
      'Within the limit of your role, also your own proposal. Above the four-eyes amount another person than the proposer has to. From then on the CRM carries it out.',
  })
  @ApiOkResponse({ description: 'The compensation.', type: CompensationDto })
  approve(
    @IdParam() id: string,
    @Body() { by }: ApproveCompensationBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const command = { name: 'approve', roles: actor.roles } as const;
    return this.work({ id, expectedVersion, actor: actor.name, by }, command);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Decline it', description: 'The proposal is not approved.' })
  @ApiOkResponse({ description: 'The compensation.', type: CompensationDto })
  decline(
    @IdParam() id: string,
    @Body() { by, reason }: RefuseCompensationBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const command = { name: 'decline', roles: actor.roles, reason } as const;
    return this.work({ id, expectedVersion, actor: actor.name, by }, command);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Cancel it',
    description: 'Takes it back, also after its approval, unless the customer has it: the CRM is told to stop.',
  })
  @ApiOkResponse({ description: 'The compensation.', type: CompensationDto })
  cancel(
    @IdParam() id: string,
    @Body() { by, reason }: RefuseCompensationBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    return this.work({ id, expectedVersion, actor: actor.name, by }, { name: 'cancel', reason });
  }

  @Post(':id/fulfilment')
  @HttpCode(200)
  @Roles(...intakeRoles)
  @ApiOperation({
    summary: 'Confirm its fulfilment',
    description: 'The CRM says that the customer has it, or why not. What has failed may be fulfilled later.',
  })
  @ApiOkResponse({ description: 'The compensation.', type: CompensationDto })
  fulfilment(
    @IdParam() id: string,
    @Body() body: FulfilmentBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    return this.work({ id, expectedVersion, actor: actor.name, by: body.by }, fulfilmentOf(body));
  }

  private work(change: CompensationChange, command: CompensationCommand) {
    return this.unitOfWork.transaction(async (tx) => {
      const { version } = await executeCompensationCommand(change, command, tx);
      return HttpResponse.ok(await getCompensation(tx, change.id)).etag(version);
    });
  }
}

function fulfilmentOf({ outcome, fulfilledAt, reference, reason }: FulfilmentBody): CompensationCommand {
  const common = { reference: reference ?? null };
  if (outcome === 'failed' && fulfilledAt === undefined && reason !== undefined)
    return { ...common, name: 'fail', reason };
  if (outcome === 'fulfilled' && reason === undefined)
    return { ...common, name: 'fulfil', fulfilledAt: fulfilledAt === undefined ? null : new Date(fulfilledAt) };
  const pointer = outcome === 'failed' ? '/fulfilledAt' : '/reason';
  throw new Invalid('request.invalid', `What is ${outcome} does not have this.`, [
    { pointer, code: 'unwanted', detail: `not together with the outcome ${outcome}` },
  ]);
}
