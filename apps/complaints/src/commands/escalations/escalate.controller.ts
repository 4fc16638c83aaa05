import { type FieldError, Invalid } from '@harken/errors';
import { type Actor, CurrentActor, IdParam, IfMatch, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ComplaintDto } from '../../complaint/response/complaint-detail.dto.ts';
import { complaintResponse } from '../../complaint/response/complaint-response.controller.ts';
import { handlerRoles } from '../../roles.ts';
import { EscalateBody } from './escalate.dto.ts';
import { escalateToLevel, escalateToTeam } from './escalate-complaint.use-case.ts';

@ApiTags('Escalation')
@Controller('v1/complaints/:id')
export class EscalateController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('escalate')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Escalate',
    description: 'To a level of management (hierarchical), or to another team (functional). The clocks go on.',
  })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  escalate(
    @IdParam() id: string,
    @Body() body: EscalateBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const { by, reason } = body;
    const change = { id, expectedVersion, actor: actor.name, by, reason };
    const { team, level } = toEscalationGoal(body);
    return this.unitOfWork.transaction(async (tx) => {
      if (team !== undefined) await escalateToTeam(change, team, tx);
      else await escalateToLevel(change, level, tx);
      return complaintResponse(tx, id);
    });
  }
}

type EscalationGoal =
  | { readonly team: string; readonly level?: undefined }
  | { readonly team?: undefined; readonly level: number };

function toEscalationGoal({ kind, team, level }: EscalateBody): EscalationGoal {
  if (kind === 'functional' && team != null && level == null) return { team };
  if (kind === 'hierarchical' && level != null && team == null) return { level };
  const [needed, other] = kind === 'functional' ? (['team', 'level'] as const) : (['level', 'team'] as const);
  const given = { team, level };
  const faults: FieldError[] = [];
  if (given[needed] == null)
    faults.push({ pointer: `/${needed}`, code: 'required', detail: `a ${kind} escalation needs it` });
  if (given[other] != null)
    faults.push({ pointer: `/${other}`, code: 'not-allowed', detail: `a ${kind} escalation has none` });
  throw new Invalid('request.invalid', `The goal does not fit the ${kind} escalation.`, faults);
}
