import { Invalid } from '@harken/errors';
import { type Actor, CurrentActor, IdParam, IfMatch, Requests, Roles } from '@harken/service';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { ManagementAction } from '../../complaint/escalation.ts';
import { ComplaintDto } from '../../complaint/response/complaint-detail.dto.ts';
import { complaintResponse } from '../../complaint/response/complaint-response.controller.ts';
import { managementRoles } from '../../roles.ts';
import { ApproveEscalationBody, DeEscalateBody, InstructBody, TakeOverBody } from './escalation.dto.ts';
import { executeEscalationAction } from './execute-escalation-action.use-case.ts';

const level = ApiParam({
  name: 'level',
  description: 'The level of management.',
  schema: { type: 'integer' },
  example: 2,
});
const complaintAnswered = ApiOkResponse({ description: 'The complaint.', type: ComplaintDto });

@ApiTags('Escalation')
@Controller('v1/complaints/:id/escalations/:level')
export class EscalationsController {
  constructor(private readonly requests: Requests) {}

  @Post('take-over')
  @HttpCode(200)
  @Roles(...managementRoles)
  @level
  @ApiOperation({ summary: 'Take over', description: 'The manager works the complaint and becomes its assignee.' })
  @complaintAnswered
  takeOver(
    @IdParam() id: string,
    @Param('level') at: string,
    @Body() { by, reason }: TakeOverBody,
    @CurrentActor() actor: Actor,
    @IfMatch() version: number | undefined,
  ) {
    return this.act('take_over', id, at, { by, reason, actor, version });
  }

  @Post('instruct')
  @HttpCode(200)
  @Roles(...managementRoles)
  @level
  @ApiOperation({ summary: 'Instruct', description: 'Says what is to be done. The ladder goes on.' })
  @complaintAnswered
  instruct(
    @IdParam() id: string,
    @Param('level') at: string,
    @Body() { by, text }: InstructBody,
    @CurrentActor() actor: Actor,
    @IfMatch() version: number | undefined,
  ) {
    return this.act('instruct', id, at, { by, reason: text, actor, version });
  }

  @Post('approve')
  @HttpCode(200)
  @Roles(...managementRoles)
  @level
  @ApiOperation({ summary: 'Approve', description: 'What the team does or proposes is right. The ladder goes on.' })
  @complaintAnswered
  approve(
    @IdParam() id: string,
    @Param('level') at: string,
    @Body() { by, reason }: ApproveEscalationBody,
    @CurrentActor() actor: Actor,
    @IfMatch() version: number | undefined,
  ) {
    return this.act('approve', id, at, { by, reason, actor, version });
  }

  @Post('de-escalate')
  @HttpCode(200)
  @Roles(...managementRoles)
  @level
  @ApiOperation({ summary: 'De-escalate', description: 'With a reason. The clock climbs no further.' })
  @complaintAnswered
  deEscalate(
    @IdParam() id: string,
    @Param('level') at: string,
    @Body() { by, reason, toLevel }: DeEscalateBody,
    @CurrentActor() actor: Actor,
    @IfMatch() version: number | undefined,
  ) {
    return this.act('de_escalate', id, at, { by, reason, toLevel, actor, version });
  }

  private act(action: ManagementAction, id: string, at: string, said: EscalationActionRequest) {
    const change = { id, expectedVersion: said.version, actor: said.actor.name, by: said.by };
    const wanted = { level: parseLevel(at), action, reason: said.reason ?? null, toLevel: said.toLevel };
    return this.requests.transaction(async (tx) => {
      await executeEscalationAction(change, wanted, tx);
      return complaintResponse(tx, id);
    });
  }
}

interface EscalationActionRequest {
  readonly by: string;
  readonly reason: string | undefined;
  readonly toLevel?: number | undefined;
  readonly actor: Actor;
  readonly version: number | undefined;
}

function parseLevel(text: string): number {
  if (/^[1-9]$/.test(text)) return Number(text);
  throw new Invalid('request.invalid', 'The level in the address is none.', [
    { pointer: '/path/level', code: 'wrong-format', detail: 'must be a number from 1 to 9' },
  ]);
}
