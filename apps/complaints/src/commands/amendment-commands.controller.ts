import { type Actor, CurrentActor, IdParam, IfMatch, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { rerouteComplaint } from '../assignment/reroute-complaint.use-case.ts';
import { executeCommand } from '../complaint/execute/change-complaint.use-case.ts';
import { linkComplaints } from '../complaint/execute/link-complaints.use-case.ts';
import { ComplaintDto } from '../complaint/response/complaint-detail.dto.ts';
import { complaintResponse } from '../complaint/response/complaint-response.controller.ts';
import { handlerRoles } from '../roles.ts';
import { ChangeSeverityBody, LinkBody, NoteBody, RerouteBody } from './command.dto.ts';

@ApiTags('Commands')
@Controller('v1/complaints/:id')
export class AmendmentCommandsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('change-severity')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Change the severity',
    description: 'Running clocks get new deadlines, counted from their start.',
  })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  changeSeverity(
    @IdParam() id: string,
    @Body() { by, ...body }: ChangeSeverityBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'change-severity', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('reroute')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Reroute', description: 'To another team, or where the rules of today send it.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  reroute(
    @IdParam() id: string,
    @Body() { by, ...body }: RerouteBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await rerouteComplaint({ ...change, team: body.team, reason: body.reason }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('link')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Link', description: 'To another complaint it has to do with.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  link(
    @IdParam() id: string,
    @Body() { by, ...body }: LinkBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await linkComplaints(change, { to: body.to, kind: body.kind ?? 'related' }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('note')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Note', description: 'Something for colleagues; goes into the history.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  note(
    @IdParam() id: string,
    @Body() { by, ...body }: NoteBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'note', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }
}
