import { type Actor, CurrentActor, IdParam, IfMatch, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { assignComplaint } from '../assignment/assign-complaint.use-case.ts';
import { executeCommand } from '../complaint/execute/change-complaint.use-case.ts';
import { ComplaintDto } from '../complaint/response/complaint-detail.dto.ts';
import { complaintResponse } from '../complaint/response/complaint-response.controller.ts';
import { handlerRoles } from '../roles.ts';
import { AssignBody, CommandBody } from './command.dto.ts';

@ApiTags('Commands')
@Controller('v1/complaints/:id')
export class HandlingCommandsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('acknowledge')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Acknowledge',
    description: 'The customer was told that the complaint has arrived. Stops the acknowledge clock.',
  })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  acknowledge(
    @IdParam() id: string,
    @Body() { by, ...body }: CommandBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'acknowledge', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('assign')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Assign',
    description: 'To a member of its team, to whose turn it is, or back into the queue.',
  })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  assign(
    @IdParam() id: string,
    @Body() { by, ...body }: AssignBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await assignComplaint({ ...change, assignee: body.assignee, reason: body.reason }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('investigate')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Investigate', description: 'Somebody is working on it.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  investigate(
    @IdParam() id: string,
    @Body() { by, ...body }: CommandBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'investigate', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('wait-for-customer')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Wait for the customer', description: 'Nothing can be done before the customer answers.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  waitForCustomer(
    @IdParam() id: string,
    @Body() { by, ...body }: CommandBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'wait-for-customer', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('wait-for-third-party')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Wait for a third party', description: 'Nothing can be done before somebody else answers.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  waitForThirdParty(
    @IdParam() id: string,
    @Body() { by, ...body }: CommandBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'wait-for-third-party', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('resume')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Resume', description: 'The waiting is over.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  resume(
    @IdParam() id: string,
    @Body() { by, ...body }: CommandBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'resume', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }
}
